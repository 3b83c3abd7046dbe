// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report;

import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferenceLine;
import org.seqmem.api.metric.ReferencePlugin;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskPlugin;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.PlannedTrial;

/** The floors of a plan's references, computed once per task and model. */
public final class Floors {

    private final List<Reference> references;
    private final IdentityHashMap<Object, Task> tasks = new IdentityHashMap<>();
    private final IdentityHashMap<Object, Map<ModelFacts, OptionalDouble>> known =
            new IdentityHashMap<>();

    /**
     * @param plan whose references count
     */
    public Floors(Plan plan) {
        this.references = plan.references().stream().map(ReferencePlugin::open).toList();
    }

    /** The highest floor that binds a trial, as NMSE; empty if none does. */
    public OptionalDouble of(PlannedTrial trial) {
        return known.computeIfAbsent(trial.task(), task -> new HashMap<>())
                .computeIfAbsent(trial.facts(), facts -> compute(trial));
    }

    private OptionalDouble compute(PlannedTrial trial) {
        Task task =
                tasks.computeIfAbsent(
                        trial.task(), section -> TaskPlugin.open(trial.task().value()));
        Optional<Double> highest =
                references.stream()
                        .flatMap(reference -> reference.line(task, trial.facts()).stream())
                        .filter(line -> line.role() == ReferenceLine.Role.FLOOR)
                        .map(ReferenceLine::nmse)
                        .max(Comparator.naturalOrder());
        return highest.isPresent() ? OptionalDouble.of(highest.get()) : OptionalDouble.empty();
    }
}
