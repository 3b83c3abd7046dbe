// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.input;

import org.seqmem.api.ProductOf;
import org.seqmem.api.random.RandomStream;

/**
 * The law of the inputs of a task: a process of second order, independent and alike in every
 * channel. Its mean is the same in every step; it is stationary unless {@link #stationary} denies
 * it, and then {@link #covariance} is what describes it. Immutable.
 */
@ProductOf(InputProcessPlugin.class)
public interface InputProcess {

    /**
     * Draws one sequence.
     *
     * @param stream the only source of randomness
     * @param values filled row by row: shape (T, channels)
     * @param channels how many channels, at least 1
     */
    void draw(RandomStream stream, double[] values, int channels);

    /** E x_t, the same in every step. */
    double mean();

    /**
     * Cov(x_t, x_(t+lag)) in one channel, exact; at lag 0 the variance.
     *
     * @param lag time steps, 0 or more
     * @throws UnsupportedOperationException if the process is not stationary
     */
    double autocovariance(int lag);

    /** Whether the covariance of two steps depends only on how far apart they are. */
    default boolean stationary() {
        return true;
    }

    /**
     * Cov(x_s, x_t) in one channel, exact; defined for every process.
     *
     * @param s a time step, 0 or more
     * @param t a time step, 0 or more
     */
    default double covariance(int s, int t) {
        return autocovariance(Math.abs(s - t));
    }

    /** Whether the values of different steps are independent, not merely uncorrelated. */
    boolean independent();

    /** Whether the process is Gaussian. */
    boolean gaussian();

    /**
     * The variance of a value.
     *
     * @throws UnsupportedOperationException if the process is not stationary
     */
    default double variance() {
        return autocovariance(0);
    }
}
