// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.Arrays;
import org.seqmem.api.input.InputProcess;

/**
 * The power of the targets of a linear functional, exact.
 *
 * <p><b>Formula:</b> with C the covariance and mu the mean of the inputs,
 *
 * <pre>{@code
 * E y_t^2 = sum_{s,s'<=t} rho_s rho_s' C(t - s, t - s') + mu^2 (sum_{s<=t} rho_s)^2
 * }</pre>
 *
 * <p>For independent inputs of variance v the first sum is v sum_{s<=t} rho_s^2; for stationary
 * ones it takes one convolution; a cumulative sum under rho is its increments under the cumulative
 * sum of rho; every other process takes T convolutions.
 */
final class TargetPower {

    /** Steps up to which T convolutions are made: some seconds. */
    static final int LONGEST_GENERAL = 8192;

    private TargetPower() {}

    /** Whether the power of a process is found within seconds, or at all. */
    static boolean isKnown(InputProcess input, int length) {
        return input.stationary() || input instanceof CumulativeSum || length <= LONGEST_GENERAL;
    }

    /** The mean of {@link #perStep} over the steps. */
    static double mean(double[] rho, InputProcess input) {
        return Arrays.stream(perStep(rho, input)).average().orElseThrow();
    }

    /**
     * E y_t^2 for t = 0 to T - 1.
     *
     * @param rho T values of the memory function
     * @param input the law of the inputs; {@link #isKnown}
     */
    static double[] perStep(double[] rho, InputProcess input) {
        double[] powers = variances(rho, input);
        double[] means = means(rho, input);
        for (int t = 0; t < rho.length; t++) {
            powers[t] += means[t] * means[t];
        }
        return powers;
    }

    /** E y_t for t = 0 to T - 1. */
    static double[] means(double[] rho, InputProcess input) {
        double[] means = cumulative(rho);
        for (int t = 0; t < rho.length; t++) {
            means[t] *= input.mean();
        }
        return means;
    }

    /** Var y_t for t = 0 to T - 1. */
    static double[] variances(double[] rho, InputProcess input) {
        if (input.stationary()) {
            return stationary(rho, input);
        }
        return input instanceof CumulativeSum sum
                ? variances(cumulative(rho), sum.increments())
                : general(rho, input);
    }

    private static double[] cumulative(double[] rho) {
        double[] cumulative = rho.clone();
        for (int lag = 1; lag < rho.length; lag++) {
            cumulative[lag] += cumulative[lag - 1];
        }
        return cumulative;
    }

    /** The variance grows by the terms with s = t or s' = t: those of the first input. */
    private static double[] stationary(double[] rho, InputProcess input) {
        double[] crossed = crossed(rho, input);
        double[] variances = new double[rho.length];
        double variance = 0;
        for (int t = 0; t < rho.length; t++) {
            variance += rho[t] * (rho[t] * input.variance() + 2 * crossed[t]);
            variances[t] = variance;
        }
        return variances;
    }

    /** sum_{s<t} rho_s C(t - s) for t = 0 to T - 1: a convolution with C from lag 1 on. */
    private static double[] crossed(double[] rho, InputProcess input) {
        double[] crossed = new double[rho.length];
        if (!input.independent()) {
            double[] covariance = new double[rho.length];
            for (int lag = 1; lag < rho.length; lag++) {
                covariance[lag] = input.autocovariance(lag);
            }
            new CausalConvolution(covariance).apply(rho, crossed);
        }
        return crossed;
    }

    /** Cov(x_v, y_t) is rho convolved with row v of C; the sum of rho_(t-v) times that remains. */
    private static double[] general(double[] rho, InputProcess input) {
        CausalConvolution functional = new CausalConvolution(rho);
        double[] row = new double[rho.length];
        double[] withTarget = new double[rho.length];
        double[] variances = new double[rho.length];
        for (int v = 0; v < rho.length; v++) {
            for (int u = 0; u < rho.length; u++) {
                row[u] = input.covariance(u, v);
            }
            functional.apply(row, withTarget);
            for (int t = v; t < rho.length; t++) {
                variances[t] += rho[t - v] * withTarget[t];
            }
        }
        return variances;
    }
}
