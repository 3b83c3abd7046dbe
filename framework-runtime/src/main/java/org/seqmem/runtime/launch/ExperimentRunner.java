// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.launch.Job;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.api.launch.Launcher;
import org.seqmem.api.launch.WorkTimes;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.store.ExperimentSheet;
import org.seqmem.runtime.store.Store;
import org.seqmem.runtime.store.StoredTrial;
import org.seqmem.runtime.store.TrialEnd;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.ResultFile;
import org.seqmem.runtime.trial.TrialDirectory;
import org.seqmem.runtime.trial.TrialMetric;
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
     * @param told of everything
     * @return how the trials stand at the end
     * @throws org.seqmem.api.SeqmemException if the store or the runs directory cannot be written
     *     to; what had ended before that is not lost
     */
    public RunSummary run(
            Plan plan, String content, Launcher launcher, RunOptions options, RunListener told) {
        // the judge is a thread of its own
        RunListener listener = RunListeners.all(List.of(told));
        int revision = store.register(sheet(plan, content));
        Standing standing = new Standing(plan, store.ends(ids(plan)));
        int adopted = adopt(standing, listener);
        List<TrialMetric> metrics = TrialMetric.of(plan.metrics());
        List<PlannedTrial> toRun = standing.toRun(options.rerun());
        List<PlannedTrial> toMeasure = measurable(standing, metrics, options, listener);
        listener.begun(
                new RunOutline(
                        plan,
                        revision,
                        toRun,
                        toMeasure,
                        adopted,
                        launcher.slots(),
                        launcher.device()));
        RunSummary summary;
        try (Judge judge = new Judge(plan, store, listener::judged)) {
            judge.later(without(plan.trials(), toRun, toMeasure));
            if (!toRun.isEmpty() || !toMeasure.isEmpty()) {
                Jobs jobs = new Jobs(plan, toRun, toMeasure, options, standing);
                launch(jobs, launcher, options, standing, judge, listener);
            }
            summary = standing.summary(plan.trials().size() - toRun.size(), metrics);
            if (summary.stopped() + summary.pending() == 0) { // else somebody wants to leave
                judge.finish().forEach(listener::noted);
            }
        }
        listener.finished(summary);
        return summary;
    }

    @SafeVarargs
    private static List<PlannedTrial> without(List<PlannedTrial> all, List<PlannedTrial>... parts) {
        Set<String> gone = new HashSet<>();
        for (List<PlannedTrial> part : parts) {
            part.forEach(trial -> gone.add(trial.id()));
        }
        return all.stream().filter(trial -> !gone.contains(trial.id())).toList();
    }

    private List<PlannedTrial> measurable(
            Standing standing,
            List<TrialMetric> metrics,
            RunOptions options,
            RunListener listener) {
        List<PlannedTrial> lacking = standing.toMeasure(metrics, options.rerun());
        List<PlannedTrial> measurable =
                lacking.stream()
                        .filter(
                                trial ->
                                        Files.exists(
                                                TrialDirectory.of(runs, trial.id())
                                                        .resolve(TrialDirectory.MODEL)))
                        .toList();
        if (measurable.size() < lacking.size()) {
            listener.noted(
                    lacking.size()
                            - measurable.size()
                            + " trials lack a metric of this experiment, and their parameters were"
                            + " not kept: --rerun all trains them anew.");
        }
        return measurable;
    }

    /** Takes in what ended without the store hearing of it, as when a driver was killed. */
    private int adopt(Standing standing, RunListener listener) {
        int adopted = 0;
        for (PlannedTrial trial : standing.toRun(Set.of())) {
            Optional<TrialResult> found = leftBehind(trial, listener);
            if (found.isPresent() && found.get().outcome() != Outcome.STOPPED) {
                record(trial, found.get(), endedAt(trial), standing, listener);
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
            Jobs jobs,
            Launcher launcher,
            RunOptions options,
            Standing standing,
            Judge judge,
            RunListener listener) {
        Timer timer = new Timer("time-limit of the run", true);
        AtomicBoolean over = new AtomicBoolean();
        try {
            Duration limit = options.rules().timeLimit();
            if (!limit.isZero()) {
                timer.schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                over.set(true);
                                launcher.stop();
                            }
                        },
                        limit.toMillis());
            }
            launcher.run(jobs, new JobListener(jobs, launcher, options, standing, judge, listener));
            if (over.get()) {
                listener.noted(
                        "the run's time-limit of "
                                + limit.toMillis() / 1e3
                                + " s is over: what ran was stopped. The same command goes on.");
            }
        } finally {
            timer.cancel();
        }
    }

    /** Records what ends, before anyone hears of it. */
    private final class JobListener implements LaunchListener {

        private final Jobs jobs;
        private final Launcher launcher;
        private final RunOptions options;
        private final Standing standing;
        private final Judge judge;
        private final RunListener listener;
        private int failures;

        JobListener(
                Jobs jobs,
                Launcher launcher,
                RunOptions options,
                Standing standing,
                Judge judge,
                RunListener listener) {
            this.jobs = jobs;
            this.launcher = launcher;
            this.options = options;
            this.standing = standing;
            this.judge = judge;
            this.listener = listener;
        }

        @Override
        public void started(Job job, int slot) {
            if (job.work() == Job.Work.TRAIN) {
                listener.started(jobs.trial(job), slot);
            }
        }

        @Override
        public void progressed(Job job, Progress progress) {
            listener.progressed(jobs.trial(job), progress);
        }

        @Override
        public void timed(Job job, WorkTimes times) {
            if (job.work() == Job.Work.TRAIN) {
                listener.timed(jobs.trial(job), times);
            }
        }

        @Override
        public void cutOff(Job job, int slot, boolean again) {
            listener.cutOff(jobs.trial(job), slot, again);
        }

        @Override
        public void memory(int slot, long bytes, long bound) {
            listener.memory(slot, bytes, bound);
        }

        @Override
        public void noted(Job job, String sentence) {
            listener.noted(sentence);
        }

        @Override
        public void ended(Job job) {
            PlannedTrial trial = jobs.trial(job);
            TrialResult result = resultOf(trial, job, launcher);
            record(trial, result, clock.instant(), standing, listener);
            judge.later(trial, result);
            if (job.work() == Job.Work.MEASURE) {
                listener.measured(trial, result);
                return;
            }
            listener.ended(trial, result);
            if (result.outcome() == Outcome.FAILED && ++failures == options.mostFailures()) {
                listener.noted(
                        failures == 1
                                ? "a trial failed: what runs is stopped"
                                : failures + " trials failed: what runs is stopped");
                launcher.stop();
            }
        }
    }

    /**
     * The jobs of a run. A job's directory is written when the job is taken: a plan of many trials
     * begins at once.
     */
    private final class Jobs extends AbstractList<Job> {

        private final Plan plan;
        private final List<PlannedTrial> toRun;
        private final List<PlannedTrial> toMeasure;
        private final RunOptions options;
        private final Standing standing;
        private final Map<Integer, Job> taken = new ConcurrentHashMap<>();
        private final Map<String, PlannedTrial> byId = new ConcurrentHashMap<>();

        Jobs(
                Plan plan,
                List<PlannedTrial> toRun,
                List<PlannedTrial> toMeasure,
                RunOptions options,
                Standing standing) {
            this.plan = plan;
            this.toRun = toRun;
            this.toMeasure = toMeasure;
            this.options = options;
            this.standing = standing;
        }

        /** What is to be measured comes first: it takes seconds. */
        @Override
        public Job get(int index) {
            return taken.computeIfAbsent(
                    index,
                    i ->
                            i < toMeasure.size()
                                    ? prepared(toMeasure.get(i), Job.Work.MEASURE)
                                    : prepared(toRun.get(i - toMeasure.size()), Job.Work.TRAIN));
        }

        @Override
        public int size() {
            return toMeasure.size() + toRun.size();
        }

        PlannedTrial trial(Job job) {
            return Objects.requireNonNull(byId.get(job.id()), job.id());
        }

        private Job prepared(PlannedTrial trial, Job.Work work) {
            Path directory = TrialDirectory.of(runs, trial.id());
            boolean goesOn = work == Job.Work.MEASURE || standing.goesOn(trial, options.rerun());
            try {
                Files.createDirectories(directory);
                if (!goesOn) {
                    TrialDirectory.clear(directory);
                } else if (work == Job.Work.TRAIN) {
                    // an earlier end must not be taken for the one to come
                    Files.deleteIfExists(directory.resolve(TrialDirectory.RESULT));
                }
            } catch (IOException e) {
                throw new SeqmemException(
                        ErrorCode.DIRECTORY_UNWRITABLE,
                        "the directory "
                                + directory
                                + " cannot be written to: "
                                + e.getMessage()
                                + ". Make it writable, or name another place with --runs.",
                        e);
            }
            writer.write(plan, trial, options.rules().trial(), goesOn, directory);
            byId.put(trial.id(), trial);
            List<String> label = List.of(trial.row(), trial.column(), "seed " + trial.seed());
            return new Job(trial.id(), directory, label, work);
        }
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
        return TrialResult.failed(
                trial.id(),
                trial.fingerprint(),
                launcher.device(),
                ErrorCode.INTERNAL,
                message,
                List.of());
    }

    private void record(
            PlannedTrial trial,
            TrialResult result,
            Instant endedAt,
            Standing standing,
            RunListener listener) {
        try {
            TrialDirectory.settle(TrialDirectory.of(runs, trial.id()), result.outcome());
        } catch (SeqmemException untidy) {
            listener.noted(untidy.getMessage() + "; it has ended, and is left as it is.");
        }
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
        standing.ended(
                trial, new TrialEnd(result.outcome(), result.fingerprint(), result.measured()));
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
