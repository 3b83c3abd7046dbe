// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.assertj.core.data.Offset;
import org.seqmem.api.input.InputProcess;

/**
 * Sequences held against the law that they claim to have.
 *
 * @param law the claim
 * @param sequences independent draws, each of shape (T, channels) row by row
 * @param channels how many channels they have
 */
record InputLaw(InputProcess law, List<double[]> sequences, int channels) {

    /** Relative: covariances are given by closed forms, which may round differently. */
    private static final double ROUNDING = 1e-12;

    /** Fails unless the mean is the claimed one in every channel. */
    void assertMean() {
        for (int channel = 0; channel < channels; channel++) {
            int c = channel;
            assertMean(law.mean(), "inputs of channel " + c, (x, t) -> value(x, t, c));
        }
    }

    /** Fails unless the covariance of steps that are a lag apart is the claimed one. */
    void assertCovariance(int lag) {
        double claimed = average(length() - lag, t -> law.covariance(t, t + lag));
        for (int channel = 0; channel < channels; channel++) {
            int c = channel;
            assertMean(
                    claimed,
                    "products of inputs " + lag + " steps apart, channel " + c,
                    lag,
                    (x, t) -> centred(x, t, c) * centred(x, t + lag, c));
        }
    }

    /** Fails unless the values of different channels are uncorrelated. */
    void assertChannelsApart() {
        for (int channel = 1; channel < channels; channel++) {
            int c = channel;
            assertMean(
                    0,
                    "products of inputs of channels " + (c - 1) + " and " + c,
                    (x, t) -> centred(x, t, c - 1) * centred(x, t, c));
        }
    }

    /** Fails if claims about independence, stationarity and covariance contradict each other. */
    void assertConsistent() {
        for (int s = 0; s < Math.min(length(), 8); s++) {
            for (int t = 0; t < length(); t++) {
                double covariance = law.covariance(s, t);
                assertThat(covariance)
                        .as("covariance(%d, %d)", s, t)
                        .isFinite()
                        .isEqualTo(law.covariance(t, s));
                if (law.independent() && s != t) {
                    assertThat(covariance).as("covariance(%d, %d), independent", s, t).isZero();
                }
                if (law.stationary()) {
                    assertThat(law.autocovariance(Math.abs(s - t)))
                            .as("autocovariance(%d)", Math.abs(s - t))
                            .isCloseTo(covariance, Offset.offset(ROUNDING * law.variance()));
                }
            }
            assertThat(law.covariance(s, s)).as("variance of step %d", s).isNotNegative();
        }
    }

    /** Fails if the sizes of neighbours go together: uncorrelated is not yet independent. */
    void assertSizesOfNeighboursIndependent() {
        assertMean(
                0,
                "products of the excess squares of neighbours",
                1,
                (x, t) -> excess(x, t) * excess(x, t + 1));
    }

    /** Fails unless third and fourth moments are Gaussian. */
    void assertGaussian() {
        assertMean(0, "cubes of inputs", (x, t) -> Math.pow(centred(x, t, 0), 3));
        double claimed = average(length(), t -> 3 * Math.pow(law.covariance(t, t), 2));
        assertMean(claimed, "fourth powers of inputs", (x, t) -> Math.pow(centred(x, t, 0), 4));
    }

    @FunctionalInterface
    private interface Statistic {
        double at(double[] sequence, int step);
    }

    private void assertMean(double claimed, String what, Statistic statistic) {
        assertMean(claimed, what, 0, statistic);
    }

    private void assertMean(double claimed, String what, int lag, Statistic statistic) {
        SampleMean mean = new SampleMean();
        for (double[] sequence : sequences) {
            mean.add(average(length() - lag, t -> statistic.at(sequence, t)));
        }
        mean.assertExpected(claimed, what);
    }

    private static double average(int steps, IntToDoubleFunction value) {
        double sum = 0;
        for (int t = 0; t < steps; t++) {
            sum += value.applyAsDouble(t);
        }
        return sum / steps;
    }

    private int length() {
        return sequences.get(0).length / channels;
    }

    private double value(double[] sequence, int step, int channel) {
        return sequence[step * channels + channel];
    }

    private double centred(double[] sequence, int step, int channel) {
        return value(sequence, step, channel) - law.mean();
    }

    private double excess(double[] sequence, int step) {
        double centred = centred(sequence, step, 0);
        return centred * centred - law.covariance(step, step);
    }
}
