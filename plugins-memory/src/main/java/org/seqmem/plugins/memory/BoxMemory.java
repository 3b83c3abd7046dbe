// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;

/**
 * Memory of a window of the past.
 *
 * <p><b>Formula:</b>
 *
 * <pre>{@code
 * rho(s) = 1 for from <= s <= to, else 0
 * }</pre>
 *
 * <p><b>Source:</b> the shift of the code of arXiv 2305.19190, which is 1 for 9 < t < 11.
 *
 * @param from 0 or more
 * @param to from or more
 */
record BoxMemory(int from, int to) implements MemoryFunction {

    @Override
    public double at(int lag) {
        return from <= lag && lag <= to ? 1 : 0;
    }

    @Override
    public Decay decay() {
        return new Decay.CompactSupport(to);
    }
}
