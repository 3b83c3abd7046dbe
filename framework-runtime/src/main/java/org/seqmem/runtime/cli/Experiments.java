// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Consumer;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.Use;
import org.seqmem.api.task.LinearKernel;
import org.seqmem.api.task.TaskPlugin;
import org.seqmem.runtime.config.Binder;
import org.seqmem.runtime.config.Bound;
import org.seqmem.runtime.config.ExperimentFile;
import org.seqmem.runtime.config.Problems;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.Planner;
import org.seqmem.runtime.report.ExperimentRecord;
import org.seqmem.runtime.store.Store;
import org.seqmem.runtime.store.StoredTrial;

/** Reads back experiments and trials from the store, with what installed plugins know of them. */
public final class Experiments {

    private final Binder binder;
    private final Planner planner;

    /** Made by the injector. */
    @Inject
    public Experiments(Binder binder, Planner planner) {
        this.binder = binder;
        this.planner = planner;
    }

    /**
     * Reads an experiment from the store, with what its plan adds. If the plan cannot be made
     * again, as when a plugin is missing, that is remarked, and sizes and theory are missing.
     *
     * @param store where it is
     * @param name its name
     * @param remark told of a plan that cannot be made
     * @throws SeqmemException NOT_FOUND if the store has no such experiment
     */
    ExperimentRecord record(Store store, String name, Consumer<String> remark) {
        String content = store.experiment(name).content();
        Optional<Plan> plan = Optional.empty();
        try {
            plan = Optional.of(planner.plan(ExperimentFile.ofContent(name, content)));
        } catch (SeqmemException e) {
            remark.accept(
                    "the plan of "
                            + name
                            + " cannot be made again, so sizes of models and theory are left out: "
                            + e.getMessage());
        }
        return ExperimentRecord.read(store, name, plan);
    }

    /**
     * The memory that the task of a trial asks for; empty if its targets are not linear, or if its
     * plugins are not at hand.
     */
    Optional<LinearKernel> asked(StoredTrial trial) {
        Problems problems = new Problems("trial " + trial.id());
        try {
            Optional<Bound<Use<TaskPlugin<?>>>> task =
                    binder.bindUse(
                            TaskPlugin.class, JsonOutput.read(trial.task()), "task", problems);
            return task.flatMap(bound -> TaskPlugin.open(bound.value()).facts().kernel());
        } catch (SeqmemException | IllegalArgumentException gone) {
            return Optional.empty(); // of another version of the plugin: shown without
        }
    }
}
