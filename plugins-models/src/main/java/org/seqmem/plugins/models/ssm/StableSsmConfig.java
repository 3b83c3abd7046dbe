// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.GreaterThan;
import org.seqmem.api.config.LessThan;

/**
 * A stack of diagonal state-space layers whose decay rates are reparameterised.
 *
 * @param modelSize H, the number of features
 * @param stateSize N, real numbers of state per feature, even
 * @param layers number of layers
 * @param decay how a decay rate is made of the trained number
 * @param init where the modes start
 * @param discretisation from continuous time to steps
 * @param dtMin shortest initial time step
 * @param dtMax longest initial time step; the features' are log-uniform between the two
 * @param linear whether norms, activations, gates and residuals are left out
 * @param stateRateFactor multiplies the learning rate of A, B and dt
 * @param dropout share of activations dropped in training
 */
public record StableSsmConfig(
        @AtLeast(1) int modelSize,
        @AtLeast(2) int stateSize,
        @AtLeast(1) int layers,
        Reparameterisation decay,
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
    public StableSsmConfig {
        S4dConfig.checkPairs(stateSize);
        Steps.checkRange(dtMin, dtMax);
    }

    /** What a layer is made from. */
    S4dLayer.Settings layer() {
        return new S4dLayer.Settings(
                modelSize,
                stateSize,
                init,
                decay,
                "w",
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
