// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.launch.Job;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.api.launch.LaunchListener.Progress;
import org.seqmem.api.launch.Launcher;
import org.seqmem.runtime.config.RunRules;
import org.seqmem.runtime.config.TrialRules;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.store.ExperimentTrial;
import org.seqmem.runtime.store.Store;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.ResultFile;
import org.seqmem.runtime.trial.TrialDirectory;
import org.seqmem.runtime.trial.TrialResult;

class ExperimentRunnerTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2025-06-06T12:00:00Z"), ZoneOffset.UTC);

    private static final String A = "aa0000000000";
    private static final String B = "bb0000000000";
    private static final String C = "cc0000000000";

    @TempDir Path runs;

    private final FakeLauncher launcher = new FakeLauncher();
    private final Diary diary = new Diary();

    @Test
    void runsEveryTrialOfANewExperimentAndListsThemInTheOrderOfThePlan() {
        RunSummary summary = run(Plans.of(B, A), RunOptions.DEFAULT);

        assertThat(summary).isEqualTo(new RunSummary(2, 0, 0, 0, 0, 0, 0, 0));
        assertThat(summary.allCompleted()).isTrue();
        assertThat(diary.lines)
                .containsExactly(
                        "begun 2 to run, 0 reused, 0 adopted, revision 1, 1 slot on cpu",
                        "started " + B + " in 0",
                        "progressed " + B + " 5/10",
                        "ended " + B + " COMPLETED",
                        "started " + A + " in 0",
                        "progressed " + A + " 5/10",
                        "ended " + A + " COMPLETED",
                        "finished");
        try (Store store = Store.openForReading(runs)) {
            assertThat(store.trialsOf("first-look"))
                    .extracting(ExperimentTrial::trialId)
                    .containsExactly(B, A);
            assertThat(store.trial(A).task()).contains("impulse");
            assertThat(store.trial(A).taskLabel()).isEqualTo("impulse delay=8");
            assertThat(store.trial(A).result().metrics()).containsEntry("nmse", 0.5);
        }
    }

    @Test
    void announcesATrialOnlyWhenItsResultIsOnDisk() {
        List<Outcome> seenByOthers = new ArrayList<>();
        RunListener reader =
                new RunListener() {
                    @Override
                    public void ended(PlannedTrial trial, TrialResult result) {
                        try (Store other = Store.openForReading(runs)) {
                            seenByOthers.add(other.trial(trial.id()).result().outcome());
                        }
                    }
                };
        launcher.outcomes.put(B, Outcome.FAILED);

        run(Plans.of(A, B), RunOptions.DEFAULT, reader);

        assertThat(seenByOthers).containsExactly(Outcome.COMPLETED, Outcome.FAILED);
    }

    @Test
    void runsNothingThatHasEndedBefore() {
        launcher.outcomes.put(B, Outcome.DIVERGED);
        launcher.outcomes.put(C, Outcome.FAILED);
        run(Plans.of(A, B, C), RunOptions.DEFAULT);
        launcher.ran.clear();

        RunSummary summary = run(Plans.of(A, B, C), RunOptions.DEFAULT);

        assertThat(launcher.ran).isEmpty();
        assertThat(summary).isEqualTo(new RunSummary(1, 1, 1, 0, 0, 3, 0, 0));
        assertThat(summary.allCompleted()).isFalse();
    }

    @Test
    void sharesTrialsBetweenExperiments() {
        run(Plans.of(A, B), RunOptions.DEFAULT);
        launcher.ran.clear();

        run(Plans.of(C, B), RunOptions.DEFAULT);

        assertThat(launcher.ran).containsExactly(C);
    }

    @Test
    void runsStoppedTrialsAgain() {
        launcher.outcomes.put(A, Outcome.STOPPED);
        assertThat(run(Plans.of(A), RunOptions.DEFAULT))
                .isEqualTo(new RunSummary(0, 0, 0, 1, 0, 0, 0, 0));
        launcher.outcomes.clear();

        assertThat(run(Plans.of(A), RunOptions.DEFAULT))
                .isEqualTo(new RunSummary(1, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void runsAgainWhatIsAskedForAndNothingElse() {
        launcher.outcomes.put(B, Outcome.DIVERGED);
        launcher.outcomes.put(C, Outcome.FAILED);
        run(Plans.of(A, B, C), RunOptions.DEFAULT);

        assertThat(ranAgain(Rerun.FAILED)).containsExactly(C);
        assertThat(ranAgain(Rerun.DIVERGED)).containsExactly(B);
        assertThat(ranAgain(Rerun.STALE)).isEmpty();
        assertThat(ranAgain(Rerun.FAILED, Rerun.DIVERGED)).containsExactly(B, C);
        assertThat(ranAgain(Rerun.ALL)).containsExactly(A, B, C);
    }

    @Test
    void flagsTrialsOfOtherPluginVersionsAndRunsThemAgainOnlyWhenAsked() {
        launcher.fingerprint = "f0000000000d";
        run(Plans.of(A), RunOptions.DEFAULT);
        launcher.fingerprint = Plans.FINGERPRINT;
        launcher.ran.clear();

        assertThat(run(Plans.of(A), RunOptions.DEFAULT))
                .isEqualTo(new RunSummary(1, 0, 0, 0, 0, 1, 1, 0));
        assertThat(launcher.ran).isEmpty();
        assertThat(run(Plans.of(A), options(Set.of(Rerun.STALE), false)).stale()).isZero();
        assertThat(launcher.ran).containsExactly(A);
    }

    @Test
    void goesOnAfterAFailure() {
        launcher.outcomes.put(A, Outcome.FAILED);

        assertThat(run(Plans.of(A, B), RunOptions.DEFAULT))
                .isEqualTo(new RunSummary(1, 0, 1, 0, 0, 0, 0, 0));
    }

    @Test
    void stopsAtTheFirstFailureWhenAskedTo() {
        launcher.outcomes.put(B, Outcome.FAILED);

        RunSummary summary = run(Plans.of(A, B, C), options(Set.of(), true));

        assertThat(launcher.ran).containsExactly(A, B);
        assertThat(summary).isEqualTo(new RunSummary(1, 0, 1, 0, 1, 0, 0, 0));
    }

    @Test
    void stopsWhenSoManyTrialsHaveFailed() {
        launcher.outcomes.put(A, Outcome.FAILED);
        launcher.outcomes.put(B, Outcome.FAILED);
        RunRules rules = new RunRules(Duration.ZERO, 2, TrialRules.DEFAULT);

        RunSummary summary = run(Plans.of(A, B, C), new RunOptions(Set.of(), false, rules));

        assertThat(launcher.ran).containsExactly(A, B);
        assertThat(diary.lines).contains("noted 2 trials failed: what runs is stopped");
        assertThat(summary.pending()).isEqualTo(1);
    }

    @Test
    void stopsWhenItsTimeIsOver() {
        launcher.waitsForStopAt = B;
        RunRules rules = new RunRules(Duration.ofMillis(1), 0, TrialRules.DEFAULT);

        RunSummary summary = run(Plans.of(A, B, C), new RunOptions(Set.of(), false, rules));

        assertThat(launcher.ran).doesNotContain(C);
        assertThat(diary.lines).anyMatch(line -> line.contains("the run's time-limit of 0.001 s"));
        assertThat(summary.pending()).isPositive();
    }

    @Test
    void writesADirectoryOnlyWhenItsTurnComes() {
        launcher.breaksAt = B;

        assertThatThrownBy(() -> run(Plans.of(A, B, C), RunOptions.DEFAULT))
                .hasMessage("no engine");

        assertThat(TrialDirectory.of(runs, A)).exists();
        assertThat(TrialDirectory.of(runs, C)).doesNotExist();
    }

    @Test
    void goesOnFromTheCheckpointOfATrialThatFailedButNotOfOneThatDiverged() throws IOException {
        for (String id : List.of(A, B)) {
            launcher.outcomes.put(id, id.equals(A) ? Outcome.FAILED : Outcome.DIVERGED);
        }
        run(Plans.of(A, B), RunOptions.DEFAULT);
        for (String id : List.of(A, B)) {
            Path checkpoint = TrialDirectory.of(runs, id).resolve(TrialDirectory.CHECKPOINT);
            Files.createDirectories(checkpoint.getParent());
            Files.writeString(checkpoint, "a state");
        }

        run(Plans.of(A, B), options(Set.of(Rerun.FAILED, Rerun.DIVERGED), false));

        assertThat(TrialDirectory.of(runs, A).resolve(TrialDirectory.CHECKPOINT)).exists();
        assertThat(TrialDirectory.of(runs, B).resolve(TrialDirectory.CHECKPOINT)).doesNotExist();
    }

    @Test
    void takesInWhatEndedWithoutTheStoreHearingOfIt() throws IOException {
        leave(A, result(A, Outcome.COMPLETED));
        leave(B, result(B, Outcome.FAILED));
        leave(C, result(C, Outcome.STOPPED));

        RunSummary summary = run(Plans.of(A, B, C), RunOptions.DEFAULT);

        assertThat(launcher.ran).containsExactly(C);
        assertThat(diary.lines.get(0)).startsWith("begun 1 to run, 2 reused, 2 adopted");
        assertThat(summary).isEqualTo(new RunSummary(2, 0, 1, 0, 0, 2, 0, 0));
    }

    @Test
    void tidiesUpAfterAProcessThatDiedRightAfterItsResult() throws IOException {
        for (String id : List.of(A, B)) {
            leave(id, result(id, id.equals(A) ? Outcome.COMPLETED : Outcome.FAILED));
            Path checkpoint = TrialDirectory.of(runs, id).resolve(TrialDirectory.CHECKPOINT);
            Files.createDirectories(checkpoint.getParent());
            Files.writeString(checkpoint, "a state");
            Files.createFile(TrialDirectory.of(runs, id).resolve("lock"));
        }

        run(Plans.of(A, B), RunOptions.DEFAULT);

        assertThat(TrialDirectory.of(runs, A)).isDirectoryNotContaining("glob:**{lock,checkpoint}");
        assertThat(TrialDirectory.of(runs, B))
                .as("a failed one may go on from there")
                .isDirectoryContaining("glob:**checkpoint");
    }

    @Test
    void recordsATrialWhoseDirectoryItCannotTidyUpAndSaysSo() throws IOException {
        leave(A, result(A, Outcome.COMPLETED));
        Path lock = Files.createDirectory(TrialDirectory.of(runs, A).resolve("lock"));

        RunSummary summary = run(Plans.of(A, B), RunOptions.DEFAULT);

        assertThat(summary.completed()).isEqualTo(2);
        assertThat(diary.lines)
                .filteredOn(line -> line.contains(lock.toString()))
                .singleElement()
                .asString()
                .contains("left as it is");
    }

    @Test
    void remembersWhenAnAdoptedTrialEndedNotWhenItWasFound() throws IOException {
        Instant ended = Instant.parse("2024-02-03T04:05:06Z");
        leave(A, result(A, Outcome.COMPLETED));
        Files.setLastModifiedTime(
                TrialDirectory.of(runs, A).resolve(TrialDirectory.RESULT), FileTime.from(ended));

        run(Plans.of(A, B), RunOptions.DEFAULT);

        try (Store store = Store.openForReading(runs)) {
            assertThat(store.trial(A).finishedAt()).isEqualTo(ended);
            assertThat(store.trial(B).finishedAt()).isEqualTo(CLOCK.instant());
        }
    }

    @Test
    void runsATrialAgainWhoseResultIsHalfWrittenAndSaysSo() throws IOException {
        leave(A, result(A, Outcome.COMPLETED));
        Path file = TrialDirectory.of(runs, A).resolve(TrialDirectory.RESULT);
        Files.writeString(file, Files.readString(file).substring(0, 50));

        RunSummary summary = run(Plans.of(A), RunOptions.DEFAULT);

        assertThat(diary.lines.get(0))
                .startsWith("noted " + file)
                .endsWith("; the trial is run again.");
        assertThat(launcher.ran).containsExactly(A);
        assertThat(summary.completed()).isEqualTo(1);
    }

    @Test
    void doesNotTakeTheResultOfAnotherTrial() throws IOException {
        leave(A, result(B, Outcome.COMPLETED));

        run(Plans.of(A), RunOptions.DEFAULT);

        assertThat(diary.lines.get(0)).contains("another trial, " + B);
        assertThat(launcher.ran).containsExactly(A);
    }

    @Test
    void neverTakesAnEarlierEndForTheNewOne() {
        launcher.outcomes.put(A, Outcome.FAILED);
        run(Plans.of(A), RunOptions.DEFAULT);
        launcher.forgetful.add(A);

        run(Plans.of(A), options(Set.of(Rerun.FAILED), false));

        try (Store store = Store.openForReading(runs)) {
            assertThat(store.trial(A).result().message().orElseThrow())
                    .contains("without a result");
        }
    }

    @Test
    void handsEveryJobADirectoryThatSaysWhatTheTrialIs() {
        run(Plans.of(A), RunOptions.DEFAULT);

        assertThat(runs.resolve("trials/aa/" + A + "/trial.json")).hasContent(A);
    }

    @Test
    void takesInTheTrialsOfALostStore() throws IOException {
        run(Plans.of(A, B), RunOptions.DEFAULT);
        Files.delete(runs.resolve("seqmem.db"));
        launcher.ran.clear();

        RunSummary summary = run(Plans.of(A, B), RunOptions.DEFAULT);

        assertThat(launcher.ran).isEmpty();
        assertThat(summary).isEqualTo(new RunSummary(2, 0, 0, 0, 0, 2, 0, 0));
    }

    @Test
    void saysWhichDirectoryItCannotWriteTo() throws IOException {
        Files.createFile(runs.resolve("trials"));

        assertThatExceptionOfType(SeqmemException.class)
                .isThrownBy(() -> run(Plans.of(A), RunOptions.DEFAULT))
                .withMessageContaining("trials")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.DIRECTORY_UNWRITABLE));
    }

    @Test
    void recordsAFailureWhenALauncherEndsATrialWithoutAResult() {
        launcher.forgetful.add(A);

        RunSummary summary = run(Plans.of(A, B), RunOptions.DEFAULT);

        assertThat(summary).isEqualTo(new RunSummary(1, 0, 1, 0, 0, 0, 0, 0));
        try (Store store = Store.openForReading(runs)) {
            assertThat(store.trial(A).result().message().orElseThrow())
                    .contains("without a result");
        }
    }

    @Test
    void losesNothingThatHasEndedWhenTheLauncherBreaks() {
        launcher.breaksAt = C;

        assertThatExceptionOfType(SeqmemException.class)
                .isThrownBy(() -> run(Plans.of(A, B, C), RunOptions.DEFAULT));
        launcher.breaksAt = "";
        launcher.ran.clear();
        RunSummary summary = run(Plans.of(A, B, C), RunOptions.DEFAULT);

        assertThat(launcher.ran).containsExactly(C);
        assertThat(summary).isEqualTo(new RunSummary(3, 0, 0, 0, 0, 2, 0, 0));
    }

    private List<String> ranAgain(Rerun... rerun) {
        launcher.ran.clear();
        run(Plans.of(A, B, C), options(Set.of(rerun), false));
        return List.copyOf(launcher.ran);
    }

    private RunSummary run(Plan plan, RunOptions options) {
        return run(plan, options, diary);
    }

    private RunSummary run(Plan plan, RunOptions options, RunListener listener) {
        launcher.stopped = false;
        try (Store store = Store.openForWriting(runs, CLOCK)) {
            return new ExperimentRunner(store, runs, ExperimentRunnerTest::writeId, CLOCK)
                    .run(plan, "content", launcher, options, listener);
        }
    }

    /** What a killed driver leaves behind: a result that the store has not heard of. */
    private void leave(String id, TrialResult result) throws IOException {
        Path directory = TrialDirectory.of(runs, id);
        Files.createDirectories(directory);
        ResultFile.write(directory, result);
    }

    private static RunOptions options(Set<Rerun> rerun, boolean failFast) {
        return new RunOptions(rerun, failFast, RunOptions.DEFAULT.rules());
    }

    private static void writeId(
            Plan plan, PlannedTrial trial, TrialRules rules, boolean goesOn, Path directory) {
        try {
            Files.writeString(directory.resolve(TrialDirectory.TRIAL), trial.id());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TrialResult result(String id, Outcome outcome) {
        return result(id, outcome, Plans.FINGERPRINT);
    }

    private static TrialResult result(String id, Outcome outcome, String fingerprint) {
        return new TrialResult(
                id,
                fingerprint,
                outcome,
                Optional.empty(),
                Optional.empty(),
                10,
                0.5,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                100,
                "cpu",
                outcome == Outcome.COMPLETED ? Map.of("nmse", 0.5) : Map.of(),
                Map.of(),
                Map.of(),
                List.of());
    }

    /** Ends every job at once, as it is told to. */
    private static final class FakeLauncher implements Launcher {

        final Map<String, Outcome> outcomes = new HashMap<>();
        final Set<String> forgetful = new HashSet<>();
        final List<String> ran = new ArrayList<>();
        String fingerprint = Plans.FINGERPRINT;
        String breaksAt = "";
        String waitsForStopAt = "";
        final CountDownLatch stop = new CountDownLatch(1);
        volatile boolean stopped;

        @Override
        public int slots() {
            return 1;
        }

        @Override
        public String device() {
            return "cpu";
        }

        @Override
        public void run(List<Job> jobs, LaunchListener listener) {
            for (Job job : jobs) {
                if (stopped) {
                    return;
                }
                if (job.id().equals(breaksAt)) {
                    throw new SeqmemException(ErrorCode.ENGINE_UNAVAILABLE, "no engine");
                }
                if (job.id().equals(waitsForStopAt)) {
                    awaitStop();
                    return;
                }
                listener.started(job, 0);
                listener.progressed(job, new Progress(5, 10, 0.7, Double.NaN));
                ran.add(job.id());
                if (!forgetful.contains(job.id())) {
                    Outcome outcome = outcomes.getOrDefault(job.id(), Outcome.COMPLETED);
                    ResultFile.write(job.directory(), result(job.id(), outcome, fingerprint));
                }
                listener.ended(job);
            }
        }

        private void awaitStop() {
            try {
                stop.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void stop() {
            stopped = true;
            stop.countDown();
        }
    }

    /** Writes down what it is told. */
    private static final class Diary implements RunListener {

        final List<String> lines = new ArrayList<>();

        @Override
        public void begun(RunOutline outline) {
            lines.add(
                    String.format(
                            "begun %d to run, %d reused, %d adopted, revision %d, %d slot on %s",
                            outline.toRun().size(),
                            outline.reused(),
                            outline.adopted(),
                            outline.revision(),
                            outline.slots(),
                            outline.device()));
        }

        @Override
        public void started(PlannedTrial trial, int slot) {
            lines.add("started " + trial.id() + " in " + slot);
        }

        @Override
        public void progressed(PlannedTrial trial, Progress progress) {
            lines.add("progressed " + trial.id() + " " + progress.step() + "/" + progress.steps());
        }

        @Override
        public void ended(PlannedTrial trial, TrialResult result) {
            lines.add("ended " + trial.id() + " " + result.outcome());
        }

        @Override
        public void noted(String sentence) {
            lines.add("noted " + sentence);
        }

        @Override
        public void finished(RunSummary summary) {
            lines.add("finished");
        }
    }
}
