// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferenceLine;
import org.seqmem.api.metric.ReferenceLine.Role;
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.task.Task;
import org.seqmem.plugins.metrics.KnownInput;
import org.seqmem.plugins.metrics.KnownTask;
import org.seqmem.testkit.ReferenceVectors;
import org.seqmem.testkit.ReferenceVectors.Case;

class AttentionFloorPluginTest {

    private static final ReferenceVectors VECTORS =
            ReferenceVectors.read(AttentionFloorPluginTest.class, "/vectors/floors.json");

    /** Sums of at most 128 numbers of order 1. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

    private static final ModelFacts BLIND = model(Claim.CAUSAL, Claim.ORDER_BLIND);

    private final Reference reference = new AttentionFloorPlugin().create(new NoConfig());

    static List<Case> cases() {
        return VECTORS.cases().stream()
                .filter(c -> c.has("/expected/attention_without_positions"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void meetsTheVectors(Case example) {
        double[] rho = example.numbers("/inputs/rho");
        String expected = "/expected/attention_without_positions";
        VECTORS.assertMet(
                AttentionFloor.leastErrors(LagWeights.of(rho)),
                example.numbers(expected + "/error_per_step"),
                DataType.FLOAT64,
                "error per step");
        Task task = KnownTask.linear(rho, KnownInput.white(2), 0);
        ReferenceLine line = reference.line(task, BLIND).orElseThrow();
        assertThat(line.role()).isEqualTo(Role.FLOOR);
        VECTORS.assertMet(
                new double[] {line.nmse()},
                new double[] {example.number(expected + "/all_steps")},
                DataType.FLOAT64,
                "floor");
    }

    /** Of t equally likely places the impulse is in one: 1 - 1/t at every step t from k on. */
    @Test
    void seesOneOfTManyEarlierInputs() {
        int delay = 3;
        int length = 20;
        double expected = 0;
        for (int t = delay; t < length; t++) {
            expected += 1 - 1.0 / t;
        }
        assertThat(reference.line(KnownTask.delayed(delay, length), BLIND).orElseThrow().nmse())
                .isCloseTo(expected / (length - delay), ROUNDING);
    }

    @Test
    void leavesNothingWhereAllLagsWeighAlikeButThePresentOne() {
        double[] rho = new double[30];
        Arrays.fill(rho, 0.5);
        rho[0] = 7;
        assertThat(
                        reference
                                .line(KnownTask.linear(rho, KnownInput.white(1), 0), BLIND)
                                .orElseThrow()
                                .nmse())
                .isZero();
    }

    @Test
    void addsTheNoiseOfTheTargets() {
        double[] rho = {1, 0, 0};
        Task task = KnownTask.linear(rho, KnownInput.white(3), 1);
        assertThat(reference.line(task, BLIND).orElseThrow().nmse()).isCloseTo(0.25, ROUNDING);
    }

    @Test
    void isQuietWhereItDoesNotBind() {
        Task task = KnownTask.delayed(8, 32);
        assertThat(reference.line(task, model(Claim.CAUSAL, Claim.LINEAR))).isEmpty();
        assertThat(reference.line(KnownTask.unknown(32), BLIND)).isEmpty();
        double[] rho = {0, 1, 0};
        assertThat(reference.line(KnownTask.linear(rho, KnownInput.autoregressive(0.5), 0), BLIND))
                .isEmpty();
        assertThat(
                        reference.line(
                                KnownTask.linear(rho, KnownInput.white(1).notStationary(), 0),
                                BLIND))
                .isEmpty();
    }

    private static ModelFacts model(Claim... claims) {
        return new ModelFacts(Set.of(claims), OptionalLong.empty(), OptionalInt.empty(), 1, 1);
    }
}
