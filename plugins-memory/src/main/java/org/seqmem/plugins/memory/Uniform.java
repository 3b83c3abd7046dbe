// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.input.InputProcess;
import org.seqmem.api.random.RandomStream;

/**
 * Independent values, uniform on [-sqrt(3 variance), sqrt(3 variance)).
 *
 * <p>Centred by definition: on [0, 1] a model that only learns the mean would look skilful.
 *
 * @param variance positive
 */
record Uniform(double variance) implements InputProcess {

    @Override
    public void draw(RandomStream stream, double[] values, int channels) {
        double bound = Math.sqrt(3 * variance);
        for (int i = 0; i < values.length; i++) {
            values[i] = bound * (2 * stream.nextDouble() - 1);
        }
    }

    @Override
    public double mean() {
        return 0;
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
}
