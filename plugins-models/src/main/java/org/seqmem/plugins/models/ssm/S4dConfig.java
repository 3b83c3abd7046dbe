// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.GreaterThan;
import org.seqmem.api.config.LessThan;

/**
 * A stack of diagonal state-space layers.
 *
 * @param modelSize H, the number of features
 * @param stateSize N, real numbers of state per feature, even
 * @param layers number of layers
 * @param init where the eigenvalues start
 * @param discretisation from continuous time to steps
 * @param dtMin shortest initial time step
 * @param dtMax longest initial time step; the features' are log-uniform between the two
 * @param linear whether norms, activations, gates and residuals are left out
 * @param stateRateFactor multiplies the learning rate of A, B and dt
 * @param dropout share of activations dropped in training
 */
public record S4dConfig(
        @AtLeast(1) int modelSize,
        @AtLeast(2) int stateSize,
        @AtLeast(1) int layers,
        S4dInit init,
        Discretisation discretisation,
        @GreaterThan(0) double dtMin,
        @GreaterThan(0) double dtMax,
        boolean linear,
        @GreaterThan(0) double stateRateFactor,
        @AtLeast(0) @LessThan(1) double dropout) {

    /**
     * @throws IllegalArgumentException if the state size is odd, or the shortest time step longer
     *     than the longest
     */
    public S4dConfig {
        checkPairs(stateSize);
        Steps.checkRange(dtMin, dtMax);
    }

    /** Refuses a state size that is not made of pairs. */
    static void checkPairs(int stateSize) {
        if (stateSize % 2 != 0) {
            throw new IllegalArgumentException(
                    "state-size must be even, for modes come in pairs, but is " + stateSize);
        }
    }

    /** What a layer is made from. */
    S4dLayer.Settings layer() {
        return new S4dLayer.Settings(
                modelSize,
                stateSize,
                init,
                Reparameterisation.EXP,
                "log_neg_re_a",
                discretisation,
                dtMin,
                dtMax,
                stateRateFactor);
    }

    /** What stands around the layers. */
    Frame frame() {
        return Frame.of(modelSize, layers, linear, Surroundings.GATED, dropout);
    }
}
