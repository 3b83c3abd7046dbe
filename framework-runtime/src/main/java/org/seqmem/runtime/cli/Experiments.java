// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
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
import org.seqmem.runtime.config.RunSettings;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.Planner;
import org.seqmem.runtime.plugin.PluginDefaults;
import org.seqmem.runtime.report.ExperimentRecord;
import org.seqmem.runtime.store.Store;
import org.seqmem.runtime.store.StoredTrial;

/** Reads experiment files: the plan and how it is run, with all problems of both at once. */
public final class Experiments {

    private final Binder binder;
    private final PluginDefaults defaults;
    private final Planner planner;

    /**
     * An experiment as read.
     *
     * @param plan its trials
     * @param settings how they are run
     * @param content the file as it was resolved, as text
     */
    record Experiment(Plan plan, RunSettings settings, String content) {}

    /** Made by the injector. */
    @Inject
    public Experiments(Binder binder, PluginDefaults defaults, Planner planner) {
        this.binder = binder;
        this.defaults = defaults;
        this.planner = planner;
    }

    /**
     * Reads a file.
     *
     * @param options which file, and what is changed in it
     * @param launcherOverrides further changes, as {@code launcher.key=value}
     * @throws SeqmemException with all problems of the file, if it has any
     */
    Experiment read(ExperimentOptions options, List<String> launcherOverrides) {
        List<String> overrides = new ArrayList<>(options.overrides());
        overrides.addAll(launcherOverrides);
        ExperimentFile file = ExperimentFile.load(options.file(), overrides);
        Optional<RunSettings> settings = RunSettings.of(file, binder, defaults);
        Plan plan = planner.plan(file); // throws if the settings had a problem, too
        return new Experiment(plan, settings.orElseThrow(), file.content());
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
