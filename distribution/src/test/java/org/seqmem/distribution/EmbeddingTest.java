// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.Seqmem;
import org.seqmem.runtime.launch.RunListener;
import org.seqmem.runtime.launch.RunOutline;
import org.seqmem.runtime.launch.RunSummary;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.TrialResult;

/** Seqmem inside another program, in its process. With worker processes: {@link EmbeddingIT}. */
class EmbeddingTest {

    private static final String EXPERIMENT =
            """
            experiment {
              name = embedded
              seeds = [1, 2]
              task {
                use = linear-functional, sequence-length = 8, data = fresh
                validation-size = 16, test-size = 16
                memory { use = exponential, rate = 0.5 }
              }
              model { use = rnn, hidden-size = 4 }
              training { steps = 100, batch-size = 8, validate-every = 10 }
            }
            """;

    @TempDir private Path directory;

    private Seqmem.Launcher launcher() {
        return Seqmem.launcher()
                .runs(directory.resolve("runs"))
                .set("experiment.training.steps", "20")
                .inProcess();
    }

    /** Writes down what it is told. */
    private static final class Told implements RunListener {

        final List<String> events = new ArrayList<>();

        @Override
        public void begun(RunOutline outline) {
            events.add("begun " + outline.toRun().size());
        }

        @Override
        public void ended(PlannedTrial trial, TrialResult result) {
            events.add("seed " + trial.seed() + " " + result.outcome() + " " + result.steps());
        }

        @Override
        public void finished(RunSummary summary) {
            events.add("finished " + summary.completed());
        }
    }

    @Test
    void runsATextTellsListenersAndGivesRecords() {
        Told told = new Told();
        Seqmem.Result result = launcher().listener(told).runText(EXPERIMENT);
        assertThat(told.events)
                .containsExactly(
                        "begun 2", "seed 1 COMPLETED 20", "seed 2 COMPLETED 20", "finished 2");
        assertThat(result.summary().allCompleted()).isTrue();
        assertThat(result.experiment().name()).isEqualTo("embedded");
        assertThat(result.experiment().trials())
                .hasSize(2)
                .allSatisfy(
                        trial -> {
                            assertThat(trial.model()).isEqualTo("rnn");
                            assertThat(trial.result().orElseThrow().outcome())
                                    .isEqualTo(Outcome.COMPLETED);
                            assertThat(trial.nmse().getAsDouble()).isBetween(0.0, 2.0);
                        });
        assertThat(result.experiment().comparison().table(100)).isNotEmpty();
    }

    @Test
    void runsAFileAndTrainsNothingTwice() throws Exception {
        Path file = Files.writeString(directory.resolve("embedded.conf"), EXPERIMENT);
        Seqmem.Result first = launcher().run(file);
        Told told = new Told();
        Seqmem.Result second = launcher().listener(told).run(file);
        assertThat(told.events).containsExactly("begun 0", "finished 2");
        assertThat(second.summary().reused()).isEqualTo(2);
        assertThat(second.experiment().trials()).isEqualTo(first.experiment().trials());
    }

    @Test
    void stopsWhenAListenerSaysSoAndGoesOnLater() {
        Seqmem.Launcher launcher = launcher();
        launcher.listener(
                new RunListener() {
                    @Override
                    public void ended(PlannedTrial trial, TrialResult result) {
                        launcher.stop();
                    }
                });
        RunSummary stopped = launcher.runText(EXPERIMENT).summary();
        assertThat(stopped.completed()).isEqualTo(1);
        assertThat(stopped.pending()).isEqualTo(1);
        RunSummary whole = launcher.runText(EXPERIMENT).summary();
        assertThat(whole.completed()).isEqualTo(2);
        assertThat(whole.reused()).isEqualTo(1);
    }

    @Test
    void runsOneExperimentAtATime() {
        Seqmem.Launcher launcher = launcher();
        List<Throwable> refusals = new ArrayList<>();
        launcher.listener(
                new RunListener() {
                    @Override
                    public void begun(RunOutline outline) {
                        try {
                            launcher.runText(EXPERIMENT);
                        } catch (IllegalStateException e) {
                            refusals.add(e);
                        }
                    }
                });
        assertThat(launcher.runText(EXPERIMENT).summary().completed()).isEqualTo(2);
        assertThat(refusals).singleElement().asString().contains("running another experiment");
    }

    @Test
    void saysAllThatIsWrongAndRunsNothing() {
        assertThatThrownBy(
                        () ->
                                launcher()
                                        .set("experiment.model.use", "rnnn")
                                        .set("launcher.workers", "none")
                                        .runText(EXPERIMENT))
                .isInstanceOfSatisfying(
                        SeqmemException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIG))
                .hasMessageContaining("Did you mean \"rnn\"?")
                .hasMessageContaining("auto or a number");
        assertThatThrownBy(() -> launcher().runText("experiment { name = "))
                .isInstanceOf(SeqmemException.class)
                .hasMessageContaining("text:1");
        assertThatThrownBy(() -> launcher().run(directory.resolve("nowhere.conf")))
                .isInstanceOf(SeqmemException.class)
                .hasMessageContaining("no such file");
        assertThat(directory.resolve("runs")).doesNotExist();
    }
}
