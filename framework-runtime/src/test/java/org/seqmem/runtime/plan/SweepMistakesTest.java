// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;

/** What a user is told of a sweep, or an experiment, that makes no plan. */
class SweepMistakesTest {

    private static final String EXPERIMENT =
            """
            experiment {
              name = first-look
              task  { use = functional, memory { use = echo } }
              model { use = cell }
            }
            """;

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "task.length = []                   | sweep.\"task.length\"  has no values to try",
                "task.length = 3                    | sweep.\"task.length\" = 3  must be a list",
                "task.memory = { use = echo }       | sweep.\"task.memory\"  must be a list",
                "task.memory = {}                   | sweep.\"task.memory\"  must be a list",
                "seeds = [1]                        | sweep.\"seeds\"  cannot be swept: list the seeds",
                "metrics = [[]]                     | sweep.\"metrics\"  cannot be swept: every trial",
                "references = [[]]                  | sweep.\"references\"  cannot be swept: every",
                "name = [a, b]                      | sweep.\"name\"  cannot be swept: a sweep is one",
                "experiment.task.length = [1]       | sweep.\"experiment.task.length\"  paths of a sweep",
                "optimizer.rate = [1]               | sweep.\"optimizer.rate\"  unknown path: a sweep",
                "task.lenght = [8, 9]               | sweep.\"task.lenght\"  unknown key of task",
                "task.lenght = [8, 9]               | Did you mean \"length\"?",
                "training.optimizer.rate = [1, 2]   | sweep.\"training.optimizer.rate\"  unknown key of",
                "task.memory.use = [echo, eko]      | sweep.\"task.memory.use\"[1] = \"eko\"  no memory",
                "model = [{ use = cell, size = 1 }] | sweep.\"model\"[0].size  unknown key of model",
                "model = [{ use = cell, dropout = [0, x] }] | sweep.\"model\"[0].dropout = \"x\"  must be",
                "training.steps = [1, 0]            | sweep.\"training.steps\"[1] = 0  must be at least 1",
                "model = [{ use = brief, longest = 3 }] | sweep.\"model\"[0]  longest = 3 must be at least 32",
                "model = [{ use = broken }]         | sweep.\"model\"[0]  model \"broken\" failed:"
            })
    void areToldWithTheirPlace(String axis, String told) {
        assertThat(report("sweep { " + axis + " }")).contains(told).contains("my.conf:6");
    }

    @Test
    void nameTheTwoEntriesThatGiveTheSameTrial() {
        assertThat(report("sweep.model = [ { use = cell }, { use = cell, hidden-size = 16.0 } ]"))
                .contains("sweep.\"model\"[1]  gives the same model as sweep.\"model\"[0]")
                .contains("1 problem");
        assertThat(report("sweep.model = [ { use = cell, hidden-size = [4, 4] } ]"))
                .contains("sweep.\"model\"[0]  gives the same model twice");
    }

    @Test
    void areToldOnceHoweverManyTrialsHaveThem() {
        assertThat(
                        report(
                                """
                                experiment.training.steps = -5
                                sweep {
                                  training.batch-size = [1, 2, 2]
                                  training.clip-norm = [1, 2]
                                  task.memory = [ { use = fading, rate = [-1, 2] }, { use = echo } ]
                                  task.length = [8, 9]
                                }
                                """))
                .contains("2 problems")
                .contains("experiment.training.steps = -5")
                .contains("sweep.\"task.memory\"[0].rate = -1");
    }

    @Test
    void areAllToldAtOnce() {
        SeqmemException thrown =
                thrown(
                        """
                        experiment {
                          name = First_Look, seeds = [1, 1, -1, 9007199254740993], colour = red
                          task { use = functional, lenght = 3 }
                          metrics = [ { use = nmse }, { use = nmse } ]
                        }
                        sweep { foo = [1], model = [ { use = sell } ], training.steps = [] }
                        """);

        assertThat(thrown.code()).isEqualTo(ErrorCode.INVALID_CONFIG);
        assertThat(squeezed(thrown))
                .contains("experiment.name = \"First_Look\"  must be lower-case")
                .contains("experiment.seeds[1]  1 is listed before")
                .contains("experiment.seeds[2]  -1 is not a seed: from 0 to 2^53")
                .contains("experiment.seeds[3]  9007199254740993 is not a seed")
                .contains("experiment.colour  unknown key")
                .contains("experiment.task.lenght  unknown key of task \"functional\"")
                .contains("experiment.task.memory  is required")
                .contains("experiment.metrics[1]  \"nmse\" is listed before")
                .contains("sweep.\"foo\"  unknown path")
                .contains("sweep.\"model\"[0].use = \"sell\"  no model of that name")
                .contains("sweep.\"training.steps\"  has no values")
                .contains("11 problems");
    }

    @Test
    void includeTwoAxesThatReplaceTheSame() {
        assertThat(
                        report(
                                "sweep { task.memory = [ { use = echo } ], \"task.memory.use\" = ["
                                        + " fading ] }"))
                .contains("replaces the same as");
    }

    @Test
    void includeSectionsThatAreMissing() {
        assertThat(squeezed(thrown("experiment { name = a }")))
                .contains("experiment.model  is required")
                .contains("experiment.task  is required");
    }

    @Test
    void includeSweepsOfTooManyTrials() {
        String thousand = numbers(1000);

        assertThat(
                        report(
                                "experiment.seeds = ["
                                        + numbers(10)
                                        + "]\nsweep { task.length = ["
                                        + thousand
                                        + "], model.hidden-size = ["
                                        + thousand
                                        + "] }"))
                .contains("sweep  makes 10,000,000 trials")
                .contains("(models x tasks x trainings x seeds = 1,000 x 1,000 x 1 x 10)")
                .contains("at most 1,000,000");
    }

    @Test
    void includeSweepsBeyondAllCounting() {
        // Nine lists of a thousand make 10^27 trials, more than a long can count.
        String thousand = "[" + numbers(1000) + "]";
        String training =
                List.of("steps", "batch-size", "clip-norm", "validate-every").stream()
                        .map(key -> key + " = " + thousand)
                        .collect(Collectors.joining(", "));
        String stop =
                List.of("patience", "target-nmse", "min-improvement", "diverged-above").stream()
                        .map(key -> key + " = " + thousand)
                        .collect(Collectors.joining(", "));

        assertThat(
                        report(
                                "sweep { training = [ { "
                                        + training
                                        + ", stop { "
                                        + stop
                                        + " } } ], task.length = "
                                        + thousand
                                        + " }"))
                .contains("makes 1,000,000,000,000,000,000,000,000,000 trials");
    }

    @Test
    void leaveTheLargestPlanAlone() {
        assertThat(
                        report(
                                "sweep { task.length = ["
                                        + numbers(1000)
                                        + "], model.hidden-size = ["
                                        + numbers(1000)
                                        + "], training.steps = [0] }"))
                .contains("training.steps")
                .doesNotContain("trials");
    }

    private String report(String more) {
        return squeezed(thrown(EXPERIMENT + more));
    }

    private SeqmemException thrown(String text) {
        return catchThrowableOfType(SeqmemException.class, () -> new Toys(folder).plan(text));
    }

    /** The report with its columns closed up: two spaces between path and message. */
    private static String squeezed(SeqmemException thrown) {
        return String.valueOf(thrown.getMessage()).replaceAll("\\s{3,}", "  ");
    }

    private static String numbers(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(","));
    }
}
