// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.memory;

import org.seqmem.api.ProductOf;

/**
 * A memory function rho(s): how strongly a target depends on the input s time steps ago. Never
 * normalised. Immutable; calls are deterministic.
 */
@ProductOf(MemoryFunctionPlugin.class)
public interface MemoryFunction {

    /**
     * The value at a lag.
     *
     * @param lag time steps into the past, 0 or more
     */
    double at(int lag);

    /** What is claimed about the decay; the compatibility kit verifies it. */
    Decay decay();

    /** The values at lags 0 to {@code lags} - 1. */
    default double[] values(int lags) {
        double[] values = new double[lags];
        for (int lag = 0; lag < lags; lag++) {
            values[lag] = at(lag);
        }
        return values;
    }
}
