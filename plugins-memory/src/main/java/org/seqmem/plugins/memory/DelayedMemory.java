// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;

/**
 * Another memory function, later.
 *
 * <p><b>Formula:</b>
 *
 * <pre>{@code
 * rho(s) = memory(s - delay) for s >= delay, else 0
 * }</pre>
 *
 * @param memory what is delayed
 * @param delay 0 or more
 */
record DelayedMemory(MemoryFunction memory, int delay) implements MemoryFunction {

    @Override
    public double at(int lag) {
        return lag < delay ? 0 : memory.at(lag - delay);
    }

    @Override
    public double[] values(int lags) {
        double[] values = new double[lags];
        if (lags > delay) {
            System.arraycopy(memory.values(lags - delay), 0, values, delay, lags - delay);
        }
        return values;
    }

    /**
     * That of the delayed function; but a polynomial claim bounds from below at every lag, which
     * the zeros before the delay break.
     */
    @Override
    public Decay decay() {
        Decay decay = memory.decay();
        if (decay instanceof Decay.CompactSupport support) {
            long lastLag = (long) support.lastLag() + delay;
            return new Decay.CompactSupport((int) Math.min(lastLag, Integer.MAX_VALUE));
        }
        if (decay instanceof Decay.Polynomial && delay > 0) {
            return new Decay.Unclaimed();
        }
        return decay;
    }
}
