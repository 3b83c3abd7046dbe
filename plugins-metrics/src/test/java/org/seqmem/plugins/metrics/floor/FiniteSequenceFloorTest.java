// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.seqmem.plugins.metrics.KnownInput;
import org.seqmem.testkit.ReferenceVectors;
import org.seqmem.testkit.ReferenceVectors.Case;

class FiniteSequenceFloorTest {

    private static final ReferenceVectors VECTORS =
            ReferenceVectors.read(FiniteSequenceFloorTest.class, "/vectors/floors.json");

    /**
     * Sums of eigenvalues of order 1, each good to 16 digits, less the rounding that is taken off.
     */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-10);

    static List<Case> cases() {
        return VECTORS.cases().stream().filter(c -> c.has("/expected/finite_sequence")).toList();
    }

    static List<Case> impulses() {
        return VECTORS.cases().stream()
                .filter(c -> c.has("/expected/impulse_closed_form"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void meetsTheVectors(Case example) {
        double[] rho = example.numbers("/inputs/rho");
        double[] floors = nmse(rho, KnownInput.white(1));
        VECTORS.assertMet(
                atStates(floors, example.numbers("/expected/finite_sequence/m")),
                example.numbers("/expected/finite_sequence/floor"),
                DataType.FLOAT64,
                "finite-sequence floor");
    }

    @ParameterizedTest
    @MethodSource("impulses")
    void meetsTheClosedFormsOfImpulses(Case example) {
        double[] floors = nmse(example.numbers("/inputs/rho"), KnownInput.white(0.25));
        VECTORS.assertMet(
                atStates(floors, example.numbers("/expected/impulse_closed_form/m")),
                example.numbers("/expected/impulse_closed_form/finite_sequence"),
                DataType.FLOAT64,
                "floor of an impulse");
    }

    @Test
    void fallsWithTheStatesAndStaysAProportionWhateverTheInputs() {
        double[] rho = polynomial(40);
        for (KnownInput input :
                List.of(
                        KnownInput.white(3),
                        KnownInput.autoregressive(0.5),
                        KnownInput.autoregressive(0.99),
                        KnownInput.randomWalk(),
                        KnownInput.constant())) {
            double[] floors = nmse(rho, input);
            assertThat(floors[0]).isLessThanOrEqualTo(1);
            for (int m = 1; m < floors.length; m++) {
                assertThat(floors[m]).isBetween(0.0, floors[m - 1]);
            }
        }
    }

    /** AR(0.95), delay 1, no state: y_t = x_(t-1) is best guessed as 0.95 x_t. */
    @Test
    void neverExceedsAnErrorThatCorrelatedInputsMakeReachable() {
        double[] floors = nmse(new double[] {0, 1, 0, 0}, KnownInput.autoregressive(0.95));
        assertThat(floors[0]).isCloseTo(1 - 0.95 * 0.95, ROUNDING);
    }

    @Test
    void isZeroForAConstantInputBecauseTheBlockTellsThePast() {
        assertThat(nmse(polynomial(30), KnownInput.constant())[0]).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.9})
    void doesNotDependOnHowTheCovarianceIsTold(double correlation) {
        double[] rho = polynomial(40);
        KnownInput input = KnownInput.autoregressive(correlation);
        double[] told = nmse(rho, input);
        double[] untold = nmse(rho, input.notStationary());
        for (int m = 0; m < Math.min(told.length, untold.length); m++) {
            assertThat(untold[m]).isCloseTo(told[m], ROUNDING);
        }
    }

    /** Beyond the length of all partitions the grids of lengths differ, and so the bounds a bit. */
    @Test
    void tellsAboutTheSameOnBothGridsOfLongerSequences() {
        double[] rho = polynomial(150);
        KnownInput input = KnownInput.autoregressive(0.5);
        double told = nmse(rho, input)[1];
        assertThat(nmse(rho, input.notStationary())[1]).isBetween(0.7 * told, 1.4 * told);
    }

    @Test
    void uncorrelatedInputsGiveTheSameFloorByBothWays() {
        double[] rho = polynomial(30);
        double[] white = nmse(rho, KnownInput.white(1));
        double[] factored = nmse(rho, KnownInput.white(1).notStationary());
        for (int m = 0; m < white.length; m++) {
            assertThat(factored[m]).isCloseTo(white[m], ROUNDING);
        }
    }

    @ParameterizedTest
    @CsvSource({"200, 25, 10", "200, 150, 10", "1024, 100, 64"})
    void equalBlocksComeCloseToTheClosedFormOfAnImpulseAndNeverExceedIt(
            int length, int delay, int states) {
        double[] rho = new double[length];
        rho[delay] = 1;
        double floor = nmse(rho, KnownInput.white(1))[states];
        int scored = length - delay;
        double exact =
                (double)
                                (scored / delay * Math.max(0, delay - states)
                                        + Math.max(0, scored % delay - states))
                        / scored;
        assertThat(floor).isBetween(0.85 * exact, exact + ROUNDING.value);
    }

    @Test
    void severalChannelsNeedStatesOfTheirOwn() {
        int delay = 8;
        int length = 32;
        double[] values = new double[4 * length];
        values[delay] = 1; // output 0 from input 0
        values[3 * length + delay] = 1; // output 1 from input 1
        LagWeights kernel = new LagWeights(length, 2, 2, values);
        double[] errors =
                FiniteSequenceFloor.leastErrors(kernel, KnownInput.white(1), ones(length))
                        .orElseThrow();
        double power = 2 * (length - delay);
        for (int m = 0; m <= 2 * delay; m++) {
            assertThat(errors[m] / power).isCloseTo(1 - m / (2.0 * delay), ROUNDING);
        }
    }

    /** With only the last quarter scored, blocks lie there: 1 - m/k for k up to its length. */
    @Test
    void weighsStepsAsTheLossDoes() {
        int delay = 8;
        double[] rho = new double[64];
        rho[delay] = 1;
        double[] lastQuarter = new double[64];
        Arrays.fill(lastQuarter, 48, 64, 1);
        double[] errors =
                FiniteSequenceFloor.leastErrors(
                                LagWeights.of(rho), KnownInput.white(1), lastQuarter)
                        .orElseThrow();
        assertThat(errors[3] / 16).isCloseTo(1 - 3.0 / delay, ROUNDING);
    }

    @Test
    void isQuietForCorrelatedInputsOfVeryLongSequences() {
        int length = FiniteSequenceFloor.LONGEST_CORRELATED + 1;
        assertThat(
                        FiniteSequenceFloor.leastErrors(
                                LagWeights.of(polynomial(length)),
                                KnownInput.autoregressive(0.5),
                                ones(length)))
                .isEmpty();
    }

    /** Least errors of every state size over the target power. */
    private static double[] nmse(double[] rho, KnownInput input) {
        double[] errors =
                FiniteSequenceFloor.leastErrors(LagWeights.of(rho), input, ones(rho.length))
                        .orElseThrow();
        double power = 0;
        for (int t = 0; t < rho.length; t++) {
            for (int r = 0; r <= t; r++) {
                for (int s = 0; s <= t; s++) {
                    boolean matters = rho[r] != 0 && rho[s] != 0;
                    power += matters ? rho[r] * rho[s] * input.covariance(t - r, t - s) : 0;
                }
            }
        }
        double total = power;
        return Arrays.stream(errors).map(error -> error / total).toArray();
    }

    private static double[] atStates(double[] floors, double[] states) {
        return Arrays.stream(states).map(m -> m < floors.length ? floors[(int) m] : 0).toArray();
    }

    private static double[] polynomial(int length) {
        double[] rho = new double[length];
        Arrays.setAll(rho, s -> Math.pow(1 + s, -1.1));
        return rho;
    }

    private static double[] ones(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }
}
