// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.input.InputProcess;
import org.seqmem.api.random.RandomStream;

/**
 * Independent values, uniform on [-sqrt(3 variance), sqrt(3 variance)) or, not centred, on [0, 2
 * sqrt(3 variance)).
 *
 * <p>Centred unless the experiment asks for the other: where inputs have a mean, a model that
 * learns only the mean of the target looks skilful. Not centred with variance 1/12 the values lie
 * on [0, 1), as in the code that precedes arXiv 2506.05678.
 *
 * @param variance positive
 * @param centered whether the mean is 0
 */
record Uniform(double variance, boolean centered) implements InputProcess {

    @Override
    public void draw(RandomStream stream, double[] values, int channels) {
        double bound = bound();
        double mean = mean();
        for (int i = 0; i < values.length; i++) {
            values[i] = mean + bound * (2 * stream.nextDouble() - 1);
        }
    }

    @Override
    public double mean() {
        return centered ? 0 : bound();
    }

    @Override
    public double autocovariance(int lag) {
        return lag == 0 ? variance : 0;
    }

    @Override
    public boolean independent() {
        return true;
    }

    @Override
    public boolean gaussian() {
        return false;
    }

    /** How far values lie from the mean. */
    private double bound() {
        return Math.sqrt(3 * variance);
    }
}
