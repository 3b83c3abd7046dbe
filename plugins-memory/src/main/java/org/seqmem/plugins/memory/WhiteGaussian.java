// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.input.InputProcess;
import org.seqmem.api.random.RandomStream;

/**
 * Independent Gaussian values with mean 0.
 *
 * @param variance positive
 */
record WhiteGaussian(double variance) implements InputProcess {

    @Override
    public void draw(RandomStream stream, double[] values, int channels) {
        double deviation = Math.sqrt(variance);
        for (int i = 0; i < values.length; i++) {
            values[i] = deviation * stream.nextGaussian();
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
        return true;
    }
}
