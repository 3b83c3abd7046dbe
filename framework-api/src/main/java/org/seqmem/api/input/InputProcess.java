// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.input;

import org.seqmem.api.ProductOf;
import org.seqmem.api.random.RandomStream;

/**
 * The law of the inputs of a task: a stationary process, independent and alike in every channel.
 * Immutable.
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

    /** E x_t. */
    double mean();

    /** Cov(x_t, x_(t+lag)) in one channel, exact; at lag 0 the variance. */
    double autocovariance(int lag);

    /** Whether the values of different steps are independent, not merely uncorrelated. */
    boolean independent();

    /** Whether the process is Gaussian. */
    boolean gaussian();

    /** The variance of a value. */
    default double variance() {
        return autocovariance(0);
    }
}
