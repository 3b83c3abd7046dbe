// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.launch.Job;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.api.launch.Launcher;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.store.ExperimentSheet;
import org.seqmem.runtime.store.Store;
import org.seqmem.runtime.store.StoredTrial;
import org.seqmem.runtime.store.TrialEnd;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.ResultFile;
import org.seqmem.runtime.trial.TrialDirectory;
import org.seqmem.runtime.trial.TrialResult;

/**
 * Runs a plan: tells the store of the experiment, leaves out what has ended, has a launcher run the
 * rest, and records each result before anyone hears of it. Can be cut off at any point: the same
 * call then goes on where it was.
 */
public final class ExperimentRunner {

    private final Store store;
    private final Path runs;
    private final TrialWriter writer;
    private final Clock clock;

    /**
     * @param store the store of the runs directory, opened for writing
     * @param runs the runs directory
     * @param writer writes what a worker has to know of a trial
     * @param clock what says when a trial ended
     */
    public ExperimentRunner(Store store, Path runs, TrialWriter writer, Clock clock) {
        this.store = store;
        this.runs = runs;
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * Runs what has not ended yet, and returns when that has ended or the launcher was stopped.
     *
     * <p>Completed, diverged and failed trials have ended; stopped ones have not. A failure does
     * not keep the others from running, unless the options say so.
     *
     * @param plan the trials
     * @param content the experiment as it was resolved, as text: other content under the same name
     *     is a new revision
     * @param launcher where they run; its {@link Launcher#stop} stops this run
     * @param options what is run again
     * @param listener told of everything
     * @return how the trials stand at the end
     * @throws org.seqmem.api.SeqmemException if the store or the runs directory cannot be written
     *     to; what had ended before that is not lost
     */
    public RunSummary run(
            Plan plan,
            String content,
            Launcher launcher,
            RunOptions options,
            RunListener listener) {
        int revision = store.register(sheet(plan, content));
        Standing standing = new Standing(plan, store.ends(ids(plan)));
        int adopted = adopt(standing, listener);
        List<PlannedTrial> toRun = standing.toRun(options.rerun());
        listener.begun(
                new RunOutline(
                        plan, revision, toRun, adopted, launcher.slots(), launcher.device()));
        RunSummary summary;
        try (Judge judge = new Judge(plan, store)) {
            judge.later(without(plan.trials(), toRun));
            if (!toRun.isEmpty()) {
                launch(plan, toRun, launcher, options, standing, judge, listener);
            }
            summary = standing.summary(plan.trials().size() - toRun.size());
            if (summary.stopped() + summary.pending() == 0) { // else somebody wants to leave
                judge.finish().forEach(listener::noted);
            }
        }
        listener.finished(summary);
        return summary;
    }

    private static List<PlannedTrial> without(List<PlannedTrial> all, List<PlannedTrial> some) {
        Set<PlannedTrial> left = new LinkedHashSet<>(all);
        left.removeAll(new HashSet<>(some));
        return List.copyOf(left);
    }

    /** Takes in what ended without the store hearing of it, as when a driver was killed. */
    private int adopt(Standing standing, RunListener listener) {
        int adopted = 0;
        for (PlannedTrial trial : standing.toRun(Set.of())) {
            Optional<TrialResult> found = leftBehind(trial, listener);
            if (found.isPresent() && found.get().outcome() != Outcome.STOPPED) {
                record(trial, found.get(), endedAt(trial), standing);
                adopted++;
            }
        }
        return adopted;
    }

    private Instant endedAt(PlannedTrial trial) {
        Path result = TrialDirectory.of(runs, trial.id()).resolve(TrialDirectory.RESULT);
        try {
            return Files.getLastModifiedTime(result).toInstant();
        } catch (IOException e) {
            return clock.instant(); // somebody takes files away while they are read
        }
    }

    private Optional<TrialResult> leftBehind(PlannedTrial trial, RunListener listener) {
        try {
            return read(trial, TrialDirectory.of(runs, trial.id()));
        } catch (SeqmemException unreadable) {
            listener.noted(unreadable.getMessage() + "; the trial is run again.");
            return Optional.empty();
        }
    }

    private static Optional<TrialResult> read(PlannedTrial trial, Path directory) {
        Optional<TrialResult> result = ResultFile.read(directory);
        if (result.isPresent() && !result.get().id().equals(trial.id())) {
            throw new SeqmemException(
                    ErrorCode.IO,
                    directory.resolve(TrialDirectory.RESULT)
                            + " is that of another trial, "
                            + result.get().id());
        }
        return result;
    }

    private void launch(
            Plan plan,
            List<PlannedTrial> toRun,
            Launcher launcher,
            RunOptions options,
            Standing standing,
            Judge judge,
            RunListener listener) {
        Map<String, PlannedTrial> byId = new HashMap<>();
        List<Job> jobs = new ArrayList<>();
        for (PlannedTrial trial : toRun) {
            byId.put(trial.id(), trial);
            jobs.add(prepared(plan, trial));
        }
        launcher.run(
                jobs,
                new LaunchListener() {
                    @Override
                    public void started(Job job, int slot) {
                        listener.started(trialOf(job), slot);
                    }

                    @Override
                    public void progressed(Job job, Progress progress) {
                        listener.progressed(trialOf(job), progress);
                    }

                    @Override
                    public void ended(Job job) {
                        PlannedTrial trial = trialOf(job);
                        TrialResult result = resultOf(trial, job, launcher);
                        record(trial, result, clock.instant(), standing);
                        judge.later(trial, result);
                        listener.ended(trial, result);
                        if (options.failFast() && result.outcome() == Outcome.FAILED) {
                            launcher.stop();
                        }
                    }

                    private PlannedTrial trialOf(Job job) {
                        return Objects.requireNonNull(byId.get(job.id()), job.id());
                    }
                });
    }

    private Job prepared(Plan plan, PlannedTrial trial) {
        Path directory = TrialDirectory.of(runs, trial.id());
        try {
            Files.createDirectories(directory);
            // An earlier end must not be taken for the one to come.
            Files.deleteIfExists(directory.resolve(TrialDirectory.RESULT));
        } catch (IOException e) {
            throw new SeqmemException(
                    ErrorCode.IO,
                    "the directory "
                            + directory
                            + " cannot be written to: "
                            + e.getMessage()
                            + ". Make it writable, or name another place with --runs.",
                    e);
        }
        writer.write(plan, trial, directory);
        List<String> label = List.of(trial.row(), trial.column(), "seed " + trial.seed());
        return new Job(trial.id(), directory, label);
    }

    private TrialResult resultOf(PlannedTrial trial, Job job, Launcher launcher) {
        try {
            return read(trial, job.directory())
                    .orElseGet(
                            () ->
                                    failed(
                                            trial,
                                            launcher,
                                            "the launcher ended the trial without a result"));
        } catch (SeqmemException unreadable) {
            return failed(trial, launcher, String.valueOf(unreadable.getMessage()));
        }
    }

    private static TrialResult failed(PlannedTrial trial, Launcher launcher, String message) {
        return new TrialResult(
                trial.id(),
                trial.fingerprint(),
                Outcome.FAILED,
                Optional.of(ErrorCode.INTERNAL.name()),
                Optional.of(message),
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                trial.facts().parameters(),
                launcher.device(),
                Map.of(),
                Map.of());
    }

    private void record(
            PlannedTrial trial, TrialResult result, Instant endedAt, Standing standing) {
        store.record(
                new StoredTrial(
                        trial.task().json(),
                        trial.model().json(),
                        trial.training().json(),
                        trial.seed(),
                        trial.row(),
                        trial.column(),
                        result,
                        endedAt));
        standing.ended(trial, new TrialEnd(result.outcome(), result.fingerprint()));
    }

    private static ExperimentSheet sheet(Plan plan, String content) {
        return new ExperimentSheet(
                plan.name(),
                content,
                plan.trials().stream()
                        .map(
                                trial ->
                                        new ExperimentSheet.Line(
                                                trial.id(),
                                                trial.row(),
                                                trial.column(),
                                                trial.seed()))
                        .toList());
    }

    private static List<String> ids(Plan plan) {
        return plan.trials().stream().map(PlannedTrial::id).toList();
    }
}
