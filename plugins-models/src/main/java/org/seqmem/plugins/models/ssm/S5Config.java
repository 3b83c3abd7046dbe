// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.GreaterThan;
import org.seqmem.api.config.LessThan;

/**
 * A stack of state-space layers with one state for all features.
 *
 * @param modelSize H, the number of features
 * @param stateSize N, real numbers of state per layer
 * @param blocks in which the initial spectrum comes
 * @param layers number of layers
 * @param discretisation from continuous time to steps
 * @param dtMin shortest initial time step
 * @param dtMax longest initial time step; the modes' are log-uniform between the two
 * @param linear whether norms, activations, gates and residuals are left out
 * @param stateRateFactor multiplies the learning rate of Lambda, B and dt
 * @param dropout share of activations dropped in training
 */
public record S5Config(
        @AtLeast(1) int modelSize,
        @AtLeast(2) int stateSize,
        @AtLeast(1) int blocks,
        @AtLeast(1) int layers,
        Discretisation discretisation,
        @GreaterThan(0) double dtMin,
        @GreaterThan(0) double dtMax,
        boolean linear,
        @GreaterThan(0) double stateRateFactor,
        @AtLeast(0) @LessThan(1) double dropout) {

    /**
     * @throws IllegalArgumentException if the state size is no multiple of twice the blocks, or the
     *     shortest time step longer than the longest
     */
    public S5Config {
        if (stateSize % (2 * blocks) != 0) {
            throw new IllegalArgumentException(
                    "state-size must be a multiple of twice the blocks, for each has conjugate"
                            + " pairs, but "
                            + stateSize
                            + " is none of 2 * "
                            + blocks);
        }
        Steps.checkRange(dtMin, dtMax);
    }

    /** Stored modes per layer: one of each conjugate pair. */
    int modes() {
        return stateSize / 2;
    }

    /** States per block. */
    int blockSize() {
        return stateSize / blocks;
    }

    /** What stands around the layers. */
    Frame frame() {
        return Frame.of(modelSize, layers, linear, Surroundings.HALF_GATED, dropout);
    }
}
