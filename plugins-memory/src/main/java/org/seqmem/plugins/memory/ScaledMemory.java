// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;

/**
 * Another memory function, scaled. Errors relative to the target power do not change; what does is
 * the part of its range in which a saturating model works.
 *
 * <p><b>Formula:</b>
 *
 * <pre>{@code
 * rho(s) = factor memory(s)
 * }</pre>
 *
 * @param memory what is scaled
 * @param factor not 0
 */
record ScaledMemory(MemoryFunction memory, double factor) implements MemoryFunction {

    @Override
    public double at(int lag) {
        return factor * memory.at(lag);
    }

    @Override
    public double[] values(int lags) {
        double[] values = memory.values(lags);
        for (int lag = 0; lag < lags; lag++) {
            values[lag] *= factor;
        }
        return values;
    }

    @Override
    public Decay decay() {
        return memory.decay();
    }
}
