// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.runtime.Main;
import org.seqmem.runtime.cli.Console;
import org.seqmem.runtime.store.ExperimentTrial;
import org.seqmem.runtime.store.Judgement;
import org.seqmem.runtime.store.Store;

/**
 * Mistakes that make models look better than they can be, planted and found: from training to the
 * store and the terminal. Each has an honest twin, which must not be suspected.
 */
class LeaksTest {

    private static final String TRAINING =
            """
              training {
                steps = 150, batch-size = 32, validate-every = 0
                optimizer { use = adam, learning-rate = 0.03 }
              }
            """;

    @TempDir Path folder;

    @Test
    void findsPaddingThatShowsTheFuture() throws IOException {
        run(
                """
                  task { use = forecast }
                  model { use = taps }
                """
                        + TRAINING,
                "model = [ { use = taps, padding = [causal, same] } ]");

        assertThat(suspicions().get("taps padding=causal")).isEmpty();
        assertThat(suspicions().get("taps padding=same")).contains("under the noise-floor of 0.19");
    }

    @Test
    void findsBatchNormalisationInTrainingMode() throws IOException {
        // The mean of a batch of 128 inputs tells a 128th of each: a large test set shows it.
        run(
                """
                  task {
                    use = linear-functional, sequence-length = 4, train-size = 32
                    validation-size = 32, test-size = 16384
                    memory { use = impulse, delay = 1 }
                  }
                  model { use = normalised }
                  training {
                    steps = 1, batch-size = 32, validate-every = 0
                    optimizer { use = sgd, learning-rate = 1e-9 }
                  }
                """,
                "model = [ { use = normalised, statistics = [fixed, batch] } ]");

        assertThat(suspicions().get("normalised statistics=fixed")).isEmpty();
        assertThat(suspicions().get("normalised statistics=batch"))
                .contains("under the receptive-field-floor of 1.00");
    }

    @Test
    void findsTheTargetInTheInput() throws IOException {
        run(
                """
                  task { use = answered }
                  model { use = taps }
                """
                        + TRAINING,
                """
                task = [
                  { use = answered }
                  { use = linear-functional, sequence-length = 16, memory { use = impulse, delay = 4 }
                    input-size = 2, kernels = [ { output = 0, input = 1, weight = 0
                      memory { use = impulse } } ] }
                ]
                """);

        Map<String, String> byTask = suspicions();
        assertThat(byTask).hasSize(2);
        assertThat(byTask.get("answered"))
                .contains("nmse is", "under the", "floor of 1.00", "Something leaks");
        assertThat(byTask.values()).filteredOn(String::isEmpty).hasSize(1);

        String suspect = trialOf("answered");
        assertThat(command("trials", "leaks")).contains("completed SUSPECT");
        assertThat(command("show", suspect)).contains("SUSPECT", "Something leaks");
    }

    private void run(String experiment, String sweep) throws IOException {
        Path file = folder.resolve("leaks.conf");
        Files.writeString(
                file,
                "experiment {\n  name = leaks\n" + experiment + "}\nsweep {\n" + sweep + "\n}\n");
        String output = command("run", file.toString(), "--in-process");
        assertThat(output)
                .contains("2 completed, 0 diverged, 0 failed")
                .contains("1 trial SUSPECT: too good to be true");
    }

    private String command(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console =
                new Console(new PrintWriter(out), new PrintWriter(err), false, false, 200);
        String[] all = List.of(words).toArray(new String[words.length + 2]);
        all[words.length] = "--runs";
        all[words.length + 1] = folder.resolve("runs").toString();
        int status = Main.run(console, all);
        assertThat(status).as("%s%s", out, err).isZero();
        return out.toString();
    }

    /** Why each trial is suspect, by its model or, where there is but one model, its task. */
    private Map<String, String> suspicions() {
        Map<String, String> suspicions = new TreeMap<>();
        try (Store store = Store.openForReading(folder.resolve("runs"))) {
            Map<String, Judgement> judgements = store.judgements("leaks");
            List<ExperimentTrial> trials = store.trialsOf("leaks");
            boolean models = trials.stream().map(ExperimentTrial::column).distinct().count() > 1;
            for (ExperimentTrial trial : trials) {
                suspicions.put(
                        models ? trial.column() : trial.row(),
                        Optional.ofNullable(judgements.get(trial.trialId()))
                                .flatMap(Judgement::suspect)
                                .orElse(""));
            }
        }
        return suspicions;
    }

    private String trialOf(String task) {
        try (Store store = Store.openForReading(folder.resolve("runs"))) {
            return store.trialsOf("leaks").stream()
                    .filter(trial -> trial.row().equals(task))
                    .findFirst()
                    .orElseThrow()
                    .trialId();
        }
    }
}
