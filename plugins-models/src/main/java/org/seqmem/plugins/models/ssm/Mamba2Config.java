// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.GreaterThan;

/**
 * A stack of state-space mixers with one decay for each head.
 *
 * @param modelSize D, the width between the mixers
 * @param stateSize N, states of each number of a head
 * @param headSize P, numbers of a head; the channels of a mixer are a multiple
 * @param groups G, of heads that share input and output weights
 * @param layers number of mixers
 * @param expand channels of a mixer over the width
 * @param taps K, of the short convolution
 * @param dtMin shortest initial time step
 * @param dtMax longest initial time step; the heads' are log-uniform between the two
 * @param stateRateFactor multiplies the learning rate of A, d and the bias of dt
 */
public record Mamba2Config(
        @AtLeast(1) int modelSize,
        @AtLeast(1) int stateSize,
        @AtLeast(1) int headSize,
        @AtLeast(1) int groups,
        @AtLeast(1) int layers,
        @AtLeast(1) int expand,
        @AtLeast(2) int taps,
        @GreaterThan(0) double dtMin,
        @GreaterThan(0) double dtMax,
        @GreaterThan(0) double stateRateFactor)
        implements SelectiveConfig {

    /**
     * @throws IllegalArgumentException if heads do not fill the channels, or groups the heads, or
     *     the shortest time step is longer than the longest
     */
    public Mamba2Config {
        int channels = expand * modelSize;
        if (channels % headSize != 0) {
            throw new IllegalArgumentException(
                    "head-size must divide expand * model-size, but "
                            + headSize
                            + " does not divide "
                            + channels);
        }
        if (channels / headSize % groups != 0) {
            throw new IllegalArgumentException(
                    "groups must divide the number of heads, but "
                            + groups
                            + " does not divide "
                            + channels / headSize);
        }
        Steps.checkRange(dtMin, dtMax);
    }

    /** H, the heads of a mixer. */
    int heads() {
        return channels() / headSize;
    }
}
