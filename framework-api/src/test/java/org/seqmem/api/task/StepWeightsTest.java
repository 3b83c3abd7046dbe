// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StepWeightsTest {

    /** A handful of additions of numbers of order 1. */
    private static final double ROUNDING = 1e-14;

    @Test
    void countAllStepsAlike() {
        assertThat(StepWeights.ALL.values(3)).containsExactly(1, 1, 1);
    }

    @Test
    void averageOneWhicheverStepsCount() {
        assertThat(StepWeights.last(4).values(4)).containsExactly(0, 0, 0, 4);
        assertThat(StepWeights.lastQuarter(8).values(8)).containsExactly(0, 0, 0, 0, 0, 0, 4, 4);
        assertThat(StepWeights.lastQuarter(3).values(3)).containsExactly(0, 0, 3);
        assertThat(Arrays.stream(new StepWeights(2, 1.5).values(9)).average().orElseThrow())
                .isCloseTo(1, within(ROUNDING));
    }

    @Test
    void growWithAPowerOfTime() {
        double[] weights = new StepWeights(0, 2).values(4);
        assertThat(weights[3] / weights[0]).isCloseTo(16, within(ROUNDING));
        assertThat(weights[1] / weights[0]).isCloseTo(4, within(ROUNDING));
    }

    @Test
    void leaveTheLastStepToASequenceThatIsTooShort() {
        assertThat(new StepWeights(7, 0).values(2)).containsExactly(0, 2);
    }

    @Test
    void rejectWhatIsNoWeight() {
        assertThatIllegalArgumentException().isThrownBy(() -> new StepWeights(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new StepWeights(0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new StepWeights(0, Double.NaN));
    }

    @Test
    void averageTheTargetPower() {
        TaskFacts facts =
                new TaskFacts(
                        OptionalDouble.of(2),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.of(new double[] {1, 3}));
        assertThat(facts.targetPower(StepWeights.ALL)).hasValue(2);
        assertThat(facts.targetPower(StepWeights.last(2))).hasValue(3);
        assertThat(TaskFacts.unknown().targetPower(StepWeights.last(2))).isEmpty();
    }
}
