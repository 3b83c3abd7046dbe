// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.input.InputProcess;
import org.seqmem.api.random.RandomStream;

/**
 * The stationary Gaussian process in which each value depends on the one before.
 *
 * <p><b>Formula:</b> with g_t independent, normal with mean 0 and variance 1,
 *
 * <pre>{@code
 * x_0 = sqrt(variance) g_0
 * x_t = coefficient x_(t-1) + sqrt(variance (1 - coefficient^2)) g_t
 * Cov(x_t, x_(t+lag)) = variance coefficient^lag
 * }</pre>
 *
 * @param coefficient between -1 and 1
 * @param variance positive
 */
record Ar1(double coefficient, double variance) implements InputProcess {

    @Override
    public void draw(RandomStream stream, double[] values, int channels) {
        double start = Math.sqrt(variance);
        double noise = Math.sqrt(variance * (1 - coefficient) * (1 + coefficient));
        for (int i = 0; i < values.length; i++) {
            double gaussian = stream.nextGaussian();
            values[i] =
                    i < channels
                            ? start * gaussian
                            : coefficient * values[i - channels] + noise * gaussian;
        }
    }

    @Override
    public double mean() {
        return 0;
    }

    @Override
    public double autocovariance(int lag) {
        return variance * StrictMath.pow(coefficient, lag);
    }

    @Override
    public boolean independent() {
        return coefficient == 0;
    }

    @Override
    public boolean gaussian() {
        return true;
    }
}
