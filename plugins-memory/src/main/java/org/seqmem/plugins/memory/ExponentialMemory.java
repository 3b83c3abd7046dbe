// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;

/**
 * Memory that a single linear state holds.
 *
 * <p><b>Formula:</b>
 *
 * <pre>{@code
 * rho(s) = exp(-rate s)
 * }</pre>
 *
 * <p><b>Source:</b> the decaying dynamics of arXiv 2506.05678, reconstructed: alpha there is taken
 * to be {@code rate}, the range of its values is unknown.
 *
 * @param rate per time step, positive
 */
record ExponentialMemory(double rate) implements MemoryFunction {

    @Override
    public double at(int lag) {
        return StrictMath.exp(-rate * lag);
    }

    @Override
    public Decay decay() {
        return new Decay.Exponential(rate);
    }
}
