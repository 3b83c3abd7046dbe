// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.input.InputProcess;

/**
 * The power of the targets of a linear functional, exact.
 *
 * <p><b>Formula:</b> with C the autocovariance and mu the mean of the inputs,
 *
 * <pre>{@code
 * E y_t^2 = sum_{s,s'<=t} rho_s rho_s' C(s - s') + mu^2 (sum_{s<=t} rho_s)^2
 * }</pre>
 *
 * <p>For independent inputs of variance v the first sum is v sum_{s<=t} rho_s^2.
 */
final class TargetPower {

    private TargetPower() {}

    /** The mean of {@link #perStep} over the steps. */
    static double mean(double[] rho, InputProcess input) {
        double sum = 0;
        for (double power : perStep(rho, input)) {
            sum += power;
        }
        return sum / rho.length;
    }

    /**
     * E y_t^2 for t = 0 to T - 1.
     *
     * @param rho T values of the memory function
     * @param input the law of the inputs
     */
    static double[] perStep(double[] rho, InputProcess input) {
        double variance = input.variance();
        double mean = input.mean();
        double[] crossed = crossed(rho, input);
        double[] powers = new double[rho.length];
        double centred = 0;
        double sum = 0;
        for (int t = 0; t < rho.length; t++) {
            centred += rho[t] * (rho[t] * variance + 2 * crossed[t]);
            sum += rho[t];
            powers[t] = centred + mean * mean * sum * sum;
        }
        return powers;
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
}
