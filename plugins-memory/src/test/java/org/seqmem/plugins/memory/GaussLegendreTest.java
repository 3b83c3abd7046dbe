// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussLegendreTest {

    /** Newton's method ends within a few roundings of numbers of order one. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-14);

    @Test
    void hasTheKnownNodesAndWeightsOfThreePoints() {
        GaussLegendre rule = GaussLegendre.of(3);

        double outer = Math.sqrt(0.6);
        assertThat(rule.nodes()).containsExactly(new double[] {-outer, 0, outer}, ROUNDING);
        assertThat(rule.weights())
                .containsExactly(new double[] {5.0 / 9, 8.0 / 9, 5.0 / 9}, ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 40})
    void integratesPolynomialsUpToTheirDegreeAndNotBeyond(int n) {
        GaussLegendre rule = GaussLegendre.of(n);

        for (int degree = 0; degree < 2 * n; degree++) {
            double exact = degree % 2 == 0 ? 2.0 / (degree + 1) : 0;
            assertThat(power(rule, degree)).isCloseTo(exact, ROUNDING);
        }
        if (n <= 7) {
            assertThat(power(rule, 2 * n)).isLessThan(2.0 / (2 * n + 1) - 1e-6);
        }
    }

    @Test
    void hasPositiveWeightsOfSumTwoForManyNodes() {
        GaussLegendre rule = GaussLegendre.of(3000);

        assertThat(rule.nodes()).isSorted();
        assertThat(Arrays.stream(rule.weights())).allMatch(weight -> weight > 0);
        assertThat(Arrays.stream(rule.weights()).sum()).isCloseTo(2, Offset.offset(1e-12));
    }

    private static double power(GaussLegendre rule, int degree) {
        double sum = 0;
        for (int j = 0; j < rule.nodes().length; j++) {
            sum += rule.weights()[j] * Math.pow(rule.nodes()[j], degree);
        }
        return sum;
    }
}
