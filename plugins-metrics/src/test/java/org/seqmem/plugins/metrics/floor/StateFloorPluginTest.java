// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferenceContext;
import org.seqmem.api.metric.ReferenceLine;
import org.seqmem.api.metric.ReferenceLine.Role;
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.task.StepWeights;
import org.seqmem.api.task.Task;
import org.seqmem.plugins.metrics.KnownInput;
import org.seqmem.plugins.metrics.KnownTask;

class StateFloorPluginTest {

    /**
     * Sums of eigenvalues of order 1, each good to 16 digits, less the rounding that is taken off.
     */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-10);

    private final Reference reference = new StateFloorPlugin().create(new NoConfig());

    @Test
    void bindsLinearModelsToOneMinusStatesOverDelay() {
        ReferenceLine line = reference.line(KnownTask.delayed(8, 32), linear(3)).orElseThrow();
        assertThat(line.role()).isEqualTo(Role.FLOOR);
        assertThat(line.nmse()).isCloseTo(1 - 3 / 8.0, ROUNDING);
    }

    @Test
    void leavesNothingToAShiftRegister() {
        Task task = KnownTask.delayed(8, 32);
        assertThat(reference.line(task, linear(8)).orElseThrow().nmse()).isZero();
        assertThat(reference.line(task, linear(Long.MAX_VALUE)).orElseThrow().nmse()).isZero();
    }

    /** m cells, each refreshed every k steps in turn, answer m of every k steps without error. */
    @Test
    void isReachedBySampleAndHold() {
        int delay = 8;
        int length = 40;
        int cells = 5;
        int unanswered = 0;
        for (int t = delay; t < length; t++) {
            unanswered += (t - delay) % delay < cells ? 0 : 1;
        }
        assertThat(
                        reference
                                .line(KnownTask.delayed(delay, length), linear(cells))
                                .orElseThrow()
                                .nmse())
                .isCloseTo((double) unanswered / (length - delay), ROUNDING);
    }

    @Test
    void weighsStepsAsTheErrorDoes() {
        KnownTask task = KnownTask.delayed(8, 32);
        StepWeights last = StepWeights.lastQuarter(32);
        double[] weights = last.values(32);
        double[] rho = new double[32];
        rho[8] = 1;
        double expected =
                FiniteSequenceFloor.leastErrors(LagWeights.of(rho), KnownInput.white(1), weights)
                                .orElseThrow()[3]
                        / 32;
        ModelFacts timeVarying = model(OptionalLong.of(3), Claim.CAUSAL, Claim.LINEAR);
        assertThat(line(task, timeVarying, last)).isCloseTo(expected, ROUNDING);
        // the last 8 steps ask for the 8 inputs before them, of which 3 numbers are known
        assertThat(expected).isCloseTo(1 - 3.0 / 8, ROUNDING);
    }

    @Test
    void bindsTheLastStepOfTimeInvariantModelsAlone() {
        KnownTask task = KnownTask.delayed(8, 32);
        StepWeights last = StepWeights.last(32);
        ModelFacts timeVarying = model(OptionalLong.of(3), Claim.CAUSAL, Claim.LINEAR);
        ModelFacts timeInvariant =
                model(OptionalLong.of(3), Claim.CAUSAL, Claim.LINEAR, Claim.TIME_INVARIANT);
        assertThat(line(task, timeVarying, last)).isZero(); // one number is all that is asked for
        assertThat(line(task, timeInvariant, last)).isCloseTo(1 - 3.0 / 8, ROUNDING);
        // as many lags as the sequence leaves: 32 - 20
        assertThat(line(KnownTask.delayed(20, 32), timeInvariant, last))
                .isCloseTo(1 - 3.0 / 12, ROUNDING);
    }

    private double line(KnownTask task, ModelFacts model, StepWeights steps) {
        return reference
                .line(new ReferenceContext(task, model, steps, Optional.empty()))
                .orElseThrow()
                .nmse();
    }

    @Test
    void addsTheNoiseOfTheTargets() {
        double[] rho = new double[32];
        rho[0] = 1;
        Task task = KnownTask.linear(rho, KnownInput.white(3), 1);
        assertThat(reference.line(task, linear(2)).orElseThrow().nmse()).isCloseTo(0.25, ROUNDING);
    }

    @Test
    void answersTheNextModelFromMemory() {
        double[] rho = new double[100];
        Arrays.setAll(rho, s -> Math.pow(1 + s, -0.6));
        Task task = KnownTask.linear(rho, KnownInput.white(1), 0);
        double two = reference.line(task, linear(2)).orElseThrow().nmse();
        assertThat(reference.line(task, linear(1)).orElseThrow().nmse()).isGreaterThan(two);
        double[] other = rho.clone();
        other[99] = 7;
        assertThat(
                        reference
                                .line(KnownTask.linear(other, KnownInput.white(1), 0), linear(2))
                                .orElseThrow()
                                .nmse())
                .isNotEqualTo(two);
    }

    @Test
    void isQuietWhereItDoesNotBind() {
        Task task = KnownTask.delayed(8, 32);
        assertThat(reference.line(task, model(OptionalLong.of(3), Claim.CAUSAL))).isEmpty();
        assertThat(reference.line(task, model(OptionalLong.of(3), Claim.LINEAR))).isEmpty();
        assertThat(reference.line(task, model(OptionalLong.empty(), Claim.CAUSAL, Claim.LINEAR)))
                .isEmpty();
        assertThat(reference.line(KnownTask.unknown(32), linear(3))).isEmpty();
    }

    private static ModelFacts linear(long states) {
        return model(OptionalLong.of(states), Claim.CAUSAL, Claim.LINEAR);
    }

    private static ModelFacts model(OptionalLong states, Claim... claims) {
        return new ModelFacts(Set.of(claims), states, OptionalInt.empty(), 1, 1);
    }
}
