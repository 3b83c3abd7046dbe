// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;

/**
 * Memory that rings: two linear states hold it exactly.
 *
 * <p><b>Formula:</b>
 *
 * <pre>{@code
 * rho(s) = exp(-rate s) cos(frequency s)
 * }</pre>
 *
 * @param rate positive
 * @param frequency from 0 to pi
 */
record DampedCosineMemory(double rate, double frequency) implements MemoryFunction {

    @Override
    public double at(int lag) {
        return StrictMath.exp(-rate * lag) * StrictMath.cos(frequency * lag);
    }

    @Override
    public Decay decay() {
        return new Decay.Exponential(rate);
    }
}
