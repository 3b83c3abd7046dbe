// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.input.InputProcess;
import org.seqmem.api.random.RandomStream;

/**
 * Independent values, plus or minus sqrt(variance) with equal chances.
 *
 * @param variance positive
 */
record Rademacher(double variance) implements InputProcess {

    @Override
    public void draw(RandomStream stream, double[] values, int channels) {
        double deviation = Math.sqrt(variance);
        for (int i = 0; i < values.length; i++) {
            values[i] = stream.nextInt() < 0 ? -deviation : deviation;
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
