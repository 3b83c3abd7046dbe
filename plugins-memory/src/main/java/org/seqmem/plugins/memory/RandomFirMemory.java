// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;

/**
 * Memory without structure: a finite impulse response with random weights.
 *
 * <p><b>Formula:</b> with g_s independent, normal with mean 0 and variance 1, drawn from the stream
 * {@code random-fir} of the seed,
 *
 * <pre>{@code
 * rho(s) = exp(-decay s) g_s for s < length, else 0
 * }</pre>
 *
 * <p>A longer function with the same seed and decay begins with the shorter one.
 */
final class RandomFirMemory implements MemoryFunction {

    private final double[] weights;

    /**
     * @param length 1 or more
     * @param decay 0 or more
     * @param seed any
     */
    RandomFirMemory(int length, double decay, long seed) {
        RandomStream stream = RandomStreams.of(seed).stream("random-fir");
        this.weights = new double[length];
        for (int lag = 0; lag < length; lag++) {
            weights[lag] = StrictMath.exp(-decay * lag) * stream.nextGaussian();
        }
    }

    @Override
    public double at(int lag) {
        return lag < weights.length ? weights[lag] : 0;
    }

    @Override
    public Decay decay() {
        return new Decay.CompactSupport(weights.length - 1);
    }
}
