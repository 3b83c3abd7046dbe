// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.seqmem.api.Use;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferencePlugin;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.task.LinearKernel;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskPlugin;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.PlannedTrial;

/** What a plan's references say beside its trials, computed once per task and model. */
public final class Floors {

    private final List<Use<ReferencePlugin<?>>> uses;
    private final List<Reference> references;
    private final IdentityHashMap<Object, Task> tasks = new IdentityHashMap<>();
    private final IdentityHashMap<Object, Map<ModelFacts, List<ReferenceValue>>> known =
            new IdentityHashMap<>();

    /**
     * @param plan whose references count
     */
    public Floors(Plan plan) {
        this.uses = plan.references();
        this.references = uses.stream().map(ReferencePlugin::open).toList();
    }

    /** The highest floor that binds a trial, as NMSE; empty if none does. */
    public OptionalDouble of(PlannedTrial trial) {
        return lines(trial).stream()
                .filter(ReferenceValue::isFloor)
                .mapToDouble(value -> value.line().nmse())
                .max();
    }

    /** What each reference says beside a trial, in their order; quiet ones are left out. */
    public List<ReferenceValue> lines(PlannedTrial trial) {
        return known.computeIfAbsent(trial.task(), task -> new HashMap<>())
                .computeIfAbsent(trial.facts(), facts -> compute(trial));
    }

    /** The memory that a trial's task asks for; empty if its targets are not linear. */
    public Optional<LinearKernel> asked(PlannedTrial trial) {
        return task(trial).facts().kernel();
    }

    private Task task(PlannedTrial trial) {
        return tasks.computeIfAbsent(
                trial.task(), section -> TaskPlugin.open(trial.task().value()));
    }

    private List<ReferenceValue> compute(PlannedTrial trial) {
        List<ReferenceValue> lines = new ArrayList<>();
        for (int i = 0; i < references.size(); i++) {
            String name = uses.get(i).name();
            references
                    .get(i)
                    .line(task(trial), trial.facts())
                    .ifPresent(line -> lines.add(new ReferenceValue(name, line)));
        }
        return List.copyOf(lines);
    }
}
