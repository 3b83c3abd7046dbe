// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.AtMost;
import org.seqmem.api.config.GreaterThan;
import org.seqmem.api.config.LessThan;

/**
 * A stack of linear recurrent units.
 *
 * @param modelSize H, the number of features
 * @param stateSize real numbers of state per layer, even: two for each complex mode
 * @param layers number of layers
 * @param minRadius least initial modulus of an eigenvalue
 * @param maxRadius bound of the initial moduli
 * @param maxPhase bound of the initial phases, in radians per step
 * @param linear whether norms, activations, gates and residuals are left out
 * @param stateRateFactor multiplies the learning rate of eigenvalues, gamma and B
 * @param dropout share of activations dropped in training
 */
public record LruConfig(
        @AtLeast(1) int modelSize,
        @AtLeast(2) int stateSize,
        @AtLeast(1) int layers,
        @AtLeast(0) double minRadius,
        @GreaterThan(0) @AtMost(1) double maxRadius,
        @GreaterThan(0) @AtMost(2 * Math.PI) double maxPhase,
        boolean linear,
        @GreaterThan(0) double stateRateFactor,
        @AtLeast(0) @LessThan(1) double dropout) {

    /**
     * @throws IllegalArgumentException if the state size is odd, or the ring has no area
     */
    public LruConfig {
        if (stateSize % 2 != 0) {
            throw new IllegalArgumentException(
                    "state-size must be even, two numbers for each complex mode, but is "
                            + stateSize);
        }
        if (!(minRadius < maxRadius)) {
            throw new IllegalArgumentException(
                    "min-radius must be below max-radius, but "
                            + minRadius
                            + " is not below "
                            + maxRadius);
        }
    }

    /** Complex modes per layer. */
    int modes() {
        return stateSize / 2;
    }

    /** What stands around the layers. */
    Frame frame() {
        return Frame.of(modelSize, layers, linear, Surroundings.GATED, dropout);
    }
}
