// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.input.InputProcess;
import org.seqmem.api.random.RandomStream;

class TargetPowerTest {

    /** Sums of some thousand products of order one. */
    private static final double TOLERANCE = 1e-12;

    /** v sum_{s<=t} a^(2s) = v (1 - a^(2t+2)) / (1 - a^2). */
    @Test
    void isAGeometricSumForExponentialMemoryAndWhiteInputs() {
        double[] rho = new ExponentialMemory(0.1).values(50);
        double[] powers = TargetPower.perStep(rho, new WhiteGaussian(2));

        double ratio = Math.exp(-0.2);
        for (int t = 0; t < 50; t++) {
            double expected = 2 * (1 - Math.pow(ratio, t + 1)) / (1 - ratio);
            assertThat(powers[t]).isCloseTo(expected, within(TOLERANCE));
        }
    }

    /** v (1 - k / T). */
    @Test
    void countsTheStepsAfterTheDelayOfAnImpulse() {
        double power = TargetPower.mean(new ImpulseMemory(16).values(40), new Uniform(0.25, true));

        assertThat(power).isCloseTo(0.25 * (1 - 16.0 / 40), within(TOLERANCE));
    }

    /** x_t = m + a x_(t-1) + ...: autocovariance v a^lag and a mean. */
    @Test
    void countsCovarianceAndMeanOfStationaryInputs() {
        double[] rho = new AiryMemory(0.5, 12).values(37);
        InputProcess input = new Law(1.5, true, (s, t) -> 2 * Math.pow(-0.7, Math.abs(s - t)));

        assertThat(TargetPower.perStep(rho, input))
                .containsExactly(doubleSum(rho, input), within(TOLERANCE));
    }

    /** A random walk: Cov(x_s, x_t) = 1 + min(s, t). */
    @Test
    void countsCovarianceAndMeanOfInputsThatAreNotStationary() {
        double[] rho = new ExponentialMemory(0.3).values(21);
        InputProcess input = new Law(-0.5, false, (s, t) -> 1 + Math.min(s, t));

        assertThat(TargetPower.perStep(rho, input))
                .containsExactly(doubleSum(rho, input), within(TOLERANCE * 100));
    }

    @ParameterizedTest
    @MethodSource("dependent")
    void countsTheCovarianceOfEveryDependentProcessOfThisModule(InputProcess input) {
        double[] rho = new DampedCosineMemory(0.05, 0.7).values(60);

        assertThat(TargetPower.perStep(rho, input))
                .containsExactly(doubleSum(rho, input), within(TOLERANCE * 100));
    }

    static List<InputProcess> dependent() {
        return List.of(
                new Ar1(0.9, 2),
                new Ar1(-0.5, 1),
                new Smooth(6, 0.5),
                new BandLimited(0.8, 1),
                new CumulativeSum(new WhiteGaussian(0.3)));
    }

    @Test
    void isKnownAtAnyLengthUnlessItTakesAConvolutionPerStep() {
        InputProcess other = new Law(0, false, (s, t) -> 1.0 / (1 + s + t));

        assertThat(TargetPower.isKnown(new Ar1(0.5, 1), 1 << 20)).isTrue();
        assertThat(TargetPower.isKnown(new CumulativeSum(new Rademacher(1)), 1 << 20)).isTrue();
        assertThat(TargetPower.isKnown(other, 8192)).isTrue();
        assertThat(TargetPower.isKnown(other, 8193)).isFalse();
    }

    @Test
    void averagesTheSteps() {
        double[] rho = {1, 2, 3};

        assertThat(TargetPower.perStep(rho, new WhiteGaussian(1))).containsExactly(1, 5, 14);
        assertThat(TargetPower.mean(rho, new WhiteGaussian(1))).isEqualTo(20.0 / 3);
    }

    private static double[] doubleSum(double[] rho, InputProcess input) {
        double[] powers = new double[rho.length];
        Arrays.setAll(
                powers,
                t -> {
                    double sum = 0;
                    for (int s = 0; s <= t; s++) {
                        for (int other = 0; other <= t; other++) {
                            double product =
                                    input.covariance(t - s, t - other)
                                            + input.mean() * input.mean();
                            sum += rho[s] * rho[other] * product;
                        }
                    }
                    return sum;
                });
        return powers;
    }

    @FunctionalInterface
    private interface Covariance {
        double of(int s, int t);
    }

    /** A law that nothing is drawn from. */
    private record Law(double mean, boolean stationary, Covariance law) implements InputProcess {

        @Override
        public void draw(RandomStream stream, double[] values, int channels) {
            throw new UnsupportedOperationException();
        }

        @Override
        public double autocovariance(int lag) {
            if (!stationary) {
                throw new UnsupportedOperationException();
            }
            return law.of(0, lag);
        }

        @Override
        public double covariance(int s, int t) {
            return law.of(s, t);
        }

        @Override
        public boolean independent() {
            return false;
        }

        @Override
        public boolean gaussian() {
            return false;
        }
    }
}
