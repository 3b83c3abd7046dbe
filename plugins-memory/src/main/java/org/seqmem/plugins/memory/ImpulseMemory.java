// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;

/**
 * Memory of a single moment: the target is the input of {@code delay} steps ago.
 *
 * <p><b>Formula:</b>
 *
 * <pre>{@code
 * rho(s) = 1 if s = delay, else 0
 * }</pre>
 *
 * <p><b>Source:</b> the long-range dependency of arXiv 2506.05678, reconstructed: alpha there is
 * taken to be {@code delay}, the range of its values is unknown.
 *
 * @param delay time steps, 0 or more
 */
record ImpulseMemory(int delay) implements MemoryFunction {

    @Override
    public double at(int lag) {
        return lag == delay ? 1 : 0;
    }

    @Override
    public Decay decay() {
        return new Decay.CompactSupport(delay);
    }
}
