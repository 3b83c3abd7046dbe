// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.GreaterThan;

/**
 * A stack of selective state-space mixers.
 *
 * @param modelSize D, the width between the mixers
 * @param stateSize N, real numbers of state per channel
 * @param layers number of mixers
 * @param expand channels of a mixer over the width
 * @param taps K, of the short convolution
 * @param dtMin shortest initial time step
 * @param dtMax longest initial time step; the channels' are log-uniform between the two
 * @param stateRateFactor multiplies the learning rate of A, d and the bias of dt
 */
public record MambaConfig(
        @AtLeast(1) int modelSize,
        @AtLeast(1) int stateSize,
        @AtLeast(1) int layers,
        @AtLeast(1) int expand,
        @AtLeast(2) int taps,
        @GreaterThan(0) double dtMin,
        @GreaterThan(0) double dtMax,
        @GreaterThan(0) double stateRateFactor)
        implements SelectiveConfig {

    /**
     * @throws IllegalArgumentException if the shortest time step is longer than the longest
     */
    public MambaConfig {
        Steps.checkRange(dtMin, dtMax);
    }

    /** R, the rank of the map to time steps. */
    int stepRank() {
        return (modelSize + 15) / 16;
    }
}
