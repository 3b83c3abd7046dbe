// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.run;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.launch.Launcher;
import org.seqmem.api.launch.LauncherContext;
import org.seqmem.api.launch.LauncherPlugin;
import org.seqmem.runtime.launch.ExperimentRunner;
import org.seqmem.runtime.launch.PlannedTrialWriter;
import org.seqmem.runtime.launch.Rerun;
import org.seqmem.runtime.launch.RunListener;
import org.seqmem.runtime.launch.RunListeners;
import org.seqmem.runtime.launch.RunOptions;
import org.seqmem.runtime.launch.RunSummary;
import org.seqmem.runtime.provenance.Provenances;
import org.seqmem.runtime.store.Store;
import org.seqmem.runtime.telemetry.PublishedMeters;
import org.seqmem.runtime.trial.TrialResult;

/** One run of an experiment, with its launcher and its publishers. Closing it ends the latter. */
public final class ExperimentRun implements AutoCloseable {

    private final Experiment experiment;
    private final Launcher launcher;
    private final RunListener listener;
    private final PublishedMeters meters;
    private final ExperimentRunner runner;

    ExperimentRun(
            Experiment experiment,
            Store store,
            Path runs,
            LauncherContext launcherContext,
            Provenances provenances,
            Clock clock,
            List<RunListener> told) {
        this.experiment = experiment;
        this.launcher =
                LauncherPlugin.open(
                        experiment.settings().launcher(),
                        new PlannedContext(launcherContext, experiment.plan()));
        this.listener = RunListeners.all(told); // publishers fail on threads of their own
        String name = experiment.plan().name();
        this.meters =
                new PublishedMeters(
                        experiment.settings().publishers(),
                        name,
                        () -> earlier(store, name),
                        clock,
                        listener::noted);
        this.runner = new ExperimentRunner(store, runs, new PlannedTrialWriter(provenances), clock);
    }

    private static PublishedMeters.Earlier earlier(Store store, String experiment) {
        Map<String, TrialResult> results = new HashMap<>();
        store.trialsOf(experiment)
                .forEach(
                        trial ->
                                trial.result()
                                        .ifPresent(result -> results.put(trial.trialId(), result)));
        Set<String> suspects = new HashSet<>();
        store.judgements(experiment)
                .forEach(
                        (id, judgement) -> {
                            if (judgement.suspect().isPresent()) {
                                suspects.add(id);
                            }
                        });
        return new PublishedMeters.Earlier(results, suspects);
    }

    /** Where a person finds the meters, one place for each publisher that has one. */
    public List<String> places() {
        return meters.places();
    }

    /**
     * Runs what has not ended yet, and returns when that has ended, or soon after {@link #stop}.
     *
     * @param rerun what is run again although it has ended
     * @param failFast whether the first failure stops the run
     * @return how the trials stand at the end
     * @throws SeqmemException if the store or the runs directory cannot be written to; what had
     *     ended before that is not lost
     */
    public RunSummary run(Set<Rerun> rerun, boolean failFast) {
        return runner.run(
                experiment.plan(),
                experiment.content(),
                launcher,
                new RunOptions(rerun, failFast, experiment.settings().run()),
                RunListeners.all(List.of(listener, meters)));
    }

    /** Asks running trials to write their checkpoints and end. Returns at once; any thread. */
    public void stop() {
        launcher.stop();
    }

    @Override
    public void close() {
        meters.close();
    }
}
