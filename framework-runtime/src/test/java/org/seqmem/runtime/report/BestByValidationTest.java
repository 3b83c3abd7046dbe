// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.plan.Toys;

class BestByValidationTest {

    private static final String EXPERIMENT =
            """
            experiment {
              name = first-look
              seeds = [1, 2, 3]
              task  { use = functional, memory { use = echo } }
              model { use = cell }
              choose { over = "training.optimizer.learning-rate", by = validation }
            }
            sweep {
              "task.memory.delay" = [2, 4]
              "training.optimizer.learning-rate" = [0.001, 0.01, 0.1]
            }
            """;

    @TempDir Path folder;
    private Plan plan;

    @BeforeEach
    void makePlan() {
        plan = new Toys(folder).plan(EXPERIMENT);
    }

    /**
     * The rate 0.01 is best for delay 2, but one of its seeds diverges; 0.1 is best for delay 4.
     */
    private static OptionalDouble validation(PlannedTrial trial) {
        boolean near = trial.row().contains("delay=2");
        if (trial.column().endsWith("=0.01")) {
            return OptionalDouble.of(
                    trial.seed() == 3 ? Double.POSITIVE_INFINITY : near ? 0.1 : 0.3);
        }
        return OptionalDouble.of(trial.column().endsWith("=0.1") ? 0.2 : 0.25);
    }

    private BestByValidation best(BestByValidation.Validations validations) {
        return BestByValidation.of(plan.choice().orElseThrow(), plan.trials(), validations);
    }

    @Test
    void keepsOfEachSettingTheSeedsOfItsBestValue() {
        List<BestByValidation.Chosen> chosen = best(BestByValidationTest::validation).chosen();
        assertThat(chosen)
                .extracting(each -> each.task() + " " + each.value())
                .containsExactly(
                        "echo delay=2 0.01",
                        "echo delay=2 0.01",
                        "echo delay=2 0.01",
                        "echo delay=4 0.1",
                        "echo delay=4 0.1",
                        "echo delay=4 0.1");
        assertThat(chosen)
                .extracting(BestByValidation.Chosen::column)
                .doesNotContain("learning-rate")
                .containsOnly(chosen.get(0).column());
    }

    @Test
    void tellsWhichValueWasChosen() {
        assertThat(best(BestByValidationTest::validation).table())
                .anyMatch(line -> line.startsWith("learning-rate, best by validation"))
                .anyMatch(line -> line.matches("echo delay=2 +0.01"))
                .anyMatch(line -> line.matches("echo delay=4 +0.1"));
    }

    @Test
    void takesALastingFailureForTheWorstAndDoesNotWaitForIt() {
        List<BestByValidation.Chosen> chosen =
                best(trial ->
                                trial.column().endsWith("=0.001")
                                        ? OptionalDouble.of(0.9)
                                        : OptionalDouble.of(Double.POSITIVE_INFINITY))
                        .chosen();
        assertThat(chosen).extracting(BestByValidation.Chosen::value).containsOnly("0.001");
    }

    @Test
    void decidesAmongTheValuesThatHaveEnded() {
        assertThat(best(trial -> OptionalDouble.empty()).chosen()).isEmpty();
        assertThat(best(trial -> OptionalDouble.empty()).sentence())
                .endsWith("Of 2 settings 0 can be decided by now; the others are left out.");
        assertThat(
                        best(trial ->
                                        trial.column().endsWith("=0.1")
                                                ? OptionalDouble.of(0.9)
                                                : OptionalDouble.empty())
                                .chosen())
                .extracting(BestByValidation.Chosen::value)
                .containsOnly("0.1");
    }

    @Test
    void rejectsAChoiceThatIsNone() {
        Toys toys = new Toys(folder);
        assertThatExceptionOfType(SeqmemException.class)
                .isThrownBy(
                        () ->
                                toys.plan(
                                        EXPERIMENT.replace(
                                                "choose { over = \"training.optimizer.learning",
                                                "choose { over = \"training.batch")))
                .withMessageContaining("is no key of any trial");
        assertThatExceptionOfType(SeqmemException.class)
                .isThrownBy(
                        () ->
                                toys.plan(
                                        EXPERIMENT.replace(
                                                "over = \"training.optimizer.learning-rate\"",
                                                "over = \"training.batch-size\"")))
                .withMessageContaining("training.batch-size has one value only: sweep it");
        assertThatExceptionOfType(SeqmemException.class)
                .isThrownBy(
                        () ->
                                toys.plan(
                                        EXPERIMENT.replace(
                                                "over = \"training.optimizer.learning-rate\"",
                                                "over = \"task.memory.delay\"")))
                .withMessageContaining("must be the path of a key below model or training");
    }
}
