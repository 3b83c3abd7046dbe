// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.seqmem.runtime.report.statistics.PairedTest;

class ExperimentPairTest {

    private static final double ROUNDING = 1e-12;

    private final ToyExperiment first = new ToyExperiment("first");
    private final ToyExperiment second = new ToyExperiment("second");

    private ExperimentPair pair() {
        return new ExperimentPair(first.record(), second.record());
    }

    @Test
    void pairsTrialsOfTheSameTaskModelAndSeed() {
        first.impulse(4, "lstm", 1, 0.1).impulse(4, "lstm", 2, 0.2).impulse(8, "lstm", 1, 0.3);
        second.impulse(8, "lstm", 1, 0.6).impulse(4, "lstm", 2, 0.1).impulse(4, "tcn", 1, 0.5);
        ExperimentPair pair = pair();
        assertThat(pair.pairing()).isEqualTo(ExperimentPair.Pairing.TASK_MODEL_SEED);
        assertThat(pair.pairs())
                .extracting(
                        p -> p.first().nmse().orElseThrow() + " " + p.second().nmse().orElseThrow())
                .containsExactly("0.2 0.1", "0.3 0.6");
        assertThat(pair.notes().get(0))
                .isEqualTo("2 pairs with task, model and seed in common; in 2 both completed.");
    }

    @Test
    void pairsTheTrialsThatValidatedBest() {
        first.impulse(4, "lstm", 1, 0.08).impulse(8, "lstm", 1, 0.04);
        ExperimentPair pair =
                new ExperimentPair(first.record(), ToyExperiment.choosing("choosing").record());
        assertThat(pair.pairs())
                .extracting(p -> p.second().nmse().orElseThrow())
                .containsExactly(0.04, 0.08);
        assertThat(pair.notes().get(0))
                .startsWith("choosing: Each setting is compared at its best learning-rate");
    }

    @Test
    void pairsWhatIsTheSameWhateverItsExperimentCallsIt() {
        String task = "{\"memory\":{\"delay\":4,\"use\":\"impulse\"},\"use\":\"lf\"}";
        first.impulse(4, "lstm", 1, 0.1).impulse(8, "lstm", 1, 0.3);
        second.add(
                        "impulse",
                        task,
                        "lstm",
                        1,
                        Optional.of(ToyExperiment.completed(second.nextId(), 0.2)),
                        List.of())
                .impulse(8, "lstm", 1, 0.4);
        assertThat(pair().pairing()).isEqualTo(ExperimentPair.Pairing.TASK_MODEL_SEED);
        assertThat(pair().pairs())
                .extracting(p -> p.second().nmse().orElseThrow())
                .containsExactly(0.2, 0.4);
    }

    @Test
    void pairsTwoModelsOnTheSameTasksIfEachExperimentHasOne() {
        first.impulse(4, "lstm", 1, 0.1);
        second.impulse(4, "tcn", 1, 0.2).impulse(8, "tcn", 1, 0.2);
        assertThat(pair().pairing()).isEqualTo(ExperimentPair.Pairing.TASK_SEED);
        assertThat(pair().pairs()).hasSize(1);
    }

    @Test
    void pairsNothingThatHasNothingInCommon() {
        first.impulse(4, "lstm", 1, 0.1).impulse(8, "rnn", 1, 0.1);
        second.impulse(4, "tcn", 1, 0.2);
        assertThat(pair().pairing()).isEqualTo(ExperimentPair.Pairing.NONE);
        assertThat(pair().groups(TrialRecord::model)).isEmpty();
        assertThat(pair().notes().get(0)).startsWith("No two trials");
    }

    @Test
    void groupsByModelWithFactorsAndAllOfThemAtTheEnd() {
        for (int delay = 1; delay <= 6; delay++) {
            first.impulse(delay, "lstm", 1, 0.1 * delay).impulse(delay, "tcn", 1, 0.1);
            second.impulse(delay, "lstm", 1, 0.05 * delay).impulse(delay, "tcn", 1, 0.1);
        }
        List<ExperimentPair.Group> groups = pair().groups(TrialRecord::model);
        assertThat(groups)
                .extracting(ExperimentPair.Group::name)
                .containsExactly("lstm", "tcn", "all");
        ExperimentPair.Group lstm = groups.get(0);
        assertThat(lstm.ratio().orElseThrow().median()).isCloseTo(0.5, within(ROUNDING));
        // six of six on one side: 2 of the 2^6 patterns of signs; the other group has no test
        assertThat(lstm.test()).hasValueSatisfying(t -> assertThat(t.better()).isEqualTo(6));
        assertThat(lstm.pValue()).isCloseTo(2.0 / 64, within(ROUNDING));
        assertThat(groups.get(1).test()).isEmpty();
        assertThat(groups.get(1).pValue()).isNaN();
        assertThat(pair().notes()).anyMatch(note -> note.startsWith("One seed:"));
    }

    @Test
    void saysNoProbabilityForFewPairs() {
        for (int delay = 1; delay < PairedTest.FEWEST_PAIRS; delay++) {
            first.impulse(delay, "lstm", 1, 0.1);
            second.impulse(delay, "lstm", 1, 0.05);
        }
        assertThat(pair().groups(TrialRecord::model).get(0).pValue()).isNaN();
    }

    @Test
    void leavesOutPairsOfWhichOneDidNotComplete() {
        first.impulse(4, "lstm", 1, 0.1).impulse(8, "lstm", 1, 0.1);
        second.impulse(4, "lstm", 1, Optional.empty()).impulse(8, "lstm", 1, 0.1);
        assertThat(pair().groups(TrialRecord::model).get(0).pairs()).isEqualTo(1);
        assertThat(pair().notes().get(0)).endsWith("in 1 both completed.");
    }

    @Test
    void namesTheKeysThatDiffer() {
        assertThat(pair().differences())
                .containsExactly(
                        new ExperimentPair.Difference("experiment.name", "first", "second"));
    }
}
