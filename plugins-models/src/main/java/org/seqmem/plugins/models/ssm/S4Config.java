// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.GreaterThan;
import org.seqmem.api.config.LessThan;

/**
 * A stack of state-space layers with diagonal-plus-low-rank matrices.
 *
 * @param modelSize H, the number of features
 * @param stateSize N, real numbers of state per feature, even
 * @param layers number of layers
 * @param dtMin shortest initial time step
 * @param dtMax longest initial time step; the features' are log-uniform between the two
 * @param linear whether norms, activations, gates and residuals are left out
 * @param stateRateFactor multiplies the learning rate of A, B and dt
 * @param dropout share of activations dropped in training
 */
public record S4Config(
        @AtLeast(1) int modelSize,
        @AtLeast(2) int stateSize,
        @AtLeast(1) int layers,
        @GreaterThan(0) double dtMin,
        @GreaterThan(0) double dtMax,
        boolean linear,
        @GreaterThan(0) double stateRateFactor,
        @AtLeast(0) @LessThan(1) double dropout) {

    /**
     * @throws IllegalArgumentException if the state size is odd, or the shortest time step longer
     *     than the longest
     */
    public S4Config {
        S4dConfig.checkPairs(stateSize);
        Steps.checkRange(dtMin, dtMax);
    }

    /** What stands around the layers. */
    Frame frame() {
        return Frame.of(modelSize, layers, linear, Surroundings.GATED, dropout);
    }
}
