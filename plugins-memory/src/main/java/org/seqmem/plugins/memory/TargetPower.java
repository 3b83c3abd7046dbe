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
 * <p>For independent inputs of variance v the first sum is v sum_{s<=t} rho_s^2.
 */
final class TargetPower {

    private TargetPower() {}

    /** The mean of {@link #perStep} over the steps. */
    static double mean(double[] rho, InputProcess input) {
        return Arrays.stream(perStep(rho, input)).average().orElseThrow();
    }

    /**
     * E y_t^2 for t = 0 to T - 1.
     *
     * @param rho T values of the memory function
     * @param input the law of the inputs
     */
    static double[] perStep(double[] rho, InputProcess input) {
        double[] powers = input.stationary() ? stationary(rho, input) : general(rho, input);
        double mean = 0;
        for (int t = 0; t < rho.length; t++) {
            mean += input.mean() * rho[t];
            powers[t] += mean * mean;
        }
        return powers;
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
