// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.input.InputProcess;
import org.seqmem.api.random.RandomStream;

/**
 * A random walk.
 *
 * <p><b>Formula:</b> with u_t the increments, of variance v,
 *
 * <pre>{@code
 * x_t = sum_{s=0..t} u_s
 * Cov(x_s, x_t) = v (min(s, t) + 1)
 * }</pre>
 *
 * <p><b>Source:</b> the "Gaussian_input" of the code of arXiv 2305.19190.
 *
 * @param increments independent, with mean 0
 */
record CumulativeSum(InputProcess increments) implements InputProcess {

    @Override
    public void draw(RandomStream stream, double[] values, int channels) {
        increments.draw(stream, values, channels);
        for (int i = channels; i < values.length; i++) {
            values[i] += values[i - channels];
        }
    }

    @Override
    public double mean() {
        return 0;
    }

    @Override
    public double autocovariance(int lag) {
        throw new UnsupportedOperationException(
                "the covariance of a cumulative sum depends on both steps, not only on their lag");
    }

    @Override
    public boolean stationary() {
        return false;
    }

    @Override
    public double covariance(int s, int t) {
        return increments.variance() * (Math.min(s, t) + 1.0);
    }

    @Override
    public boolean independent() {
        return false;
    }

    @Override
    public boolean gaussian() {
        return increments.gaussian();
    }
}
