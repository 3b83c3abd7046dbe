// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.testkit.ReferenceVectors;
import org.seqmem.testkit.ReferenceVectors.Case;

class BlockHankelTest {

    private static final ReferenceVectors VECTORS =
            ReferenceVectors.read(BlockHankelTest.class, "/vectors/floors.json");

    /** Sums of at most 64 eigenvalues of order 1, each good to 16 digits. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

    static List<Case> cases() {
        return VECTORS.cases().stream().filter(c -> c.has("/expected/block_hankel")).toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void meetsTheVectors(Case example) {
        double[] states = example.numbers("/expected/block_hankel/m");
        double[] floors = floors(example.numbers("/inputs/rho"), 1 + last(states));
        VECTORS.assertMet(
                Arrays.stream(states).map(m -> floors[(int) m]).toArray(),
                example.numbers("/expected/block_hankel/floor"),
                DataType.FLOAT64,
                "block Hankel floor");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void tailsDifferByTheSquaredSingularValuesOfTheVectors(Case example) {
        double[] rho = example.numbers("/inputs/rho");
        int rows = example.integer("/expected/example_singular_values/q");
        int columns = example.integer("/expected/example_singular_values/p");
        DMatrixRMaj hankel = new DMatrixRMaj(rows, columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                hankel.set(i, j, rho[i + j + 1]);
            }
        }
        double[] sigma = example.numbers("/expected/example_singular_values/sigma");
        double[] tails = SingularTails.of(hankel);
        double[] squares = new double[sigma.length];
        Arrays.setAll(squares, i -> tails[i] - tails[i + 1]);
        VECTORS.assertMet(
                squares,
                Arrays.stream(sigma).map(value -> value * value).toArray(),
                DataType.FLOAT64,
                "squares");
    }

    @Test
    void anImpulseAtKNeedsKStates() {
        int delay = 12;
        double[] floors = floors(impulse(delay, 48), 20);
        for (int m = 0; m < floors.length; m++) {
            assertThat(floors[m]).isCloseTo(Math.max(0, 1 - m / 12.0), ROUNDING);
        }
    }

    @Test
    void anExponentialNeedsOneState() {
        double[] rho = new double[64];
        Arrays.setAll(rho, s -> Math.exp(-0.05 * s));
        assertThat(floors(rho, 5)).endsWith(0, 0, 0, 0);
    }

    /** The NMSE at m = 0 to {@code states} - 1. */
    private static double[] floors(double[] rho, int states) {
        double energy = Arrays.stream(rho).map(weight -> weight * weight).sum();
        double[] errors = BlockHankel.leastErrors(LagWeights.of(rho), rho.length);
        return Arrays.stream(Arrays.copyOf(errors, states)).map(error -> error / energy).toArray();
    }

    private static double[] impulse(int delay, int length) {
        double[] rho = new double[length];
        rho[delay] = 1;
        return rho;
    }

    private static int last(double[] states) {
        return (int) states[states.length - 1];
    }
}
