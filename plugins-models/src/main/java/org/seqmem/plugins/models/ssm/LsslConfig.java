// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.GreaterThan;
import org.seqmem.api.config.LessThan;

/**
 * A stack of linear state-space layers with dense matrices.
 *
 * @param modelSize H, the number of features
 * @param stateSize N, real numbers of state per feature
 * @param layers number of layers
 * @param shared whether all features of a layer have the same state matrix
 * @param dtMin shortest initial time step
 * @param dtMax longest initial time step; the features' are log-uniform between the two
 * @param linear whether norms, activations, mixing and residuals are left out
 * @param stateRateFactor multiplies the learning rate of A, B and dt
 * @param dropout share of activations dropped in training
 */
public record LsslConfig(
        @AtLeast(1) int modelSize,
        @AtLeast(1) int stateSize,
        @AtLeast(1) int layers,
        boolean shared,
        @GreaterThan(0) double dtMin,
        @GreaterThan(0) double dtMax,
        boolean linear,
        @GreaterThan(0) double stateRateFactor,
        @AtLeast(0) @LessThan(1) double dropout) {

    /**
     * @throws IllegalArgumentException if the shortest time step is longer than the longest
     */
    public LsslConfig {
        Steps.checkRange(dtMin, dtMax);
    }

    /** How many state matrices a layer has. */
    long systems() {
        return shared ? 1 : modelSize;
    }

    /** What stands around the layers. */
    Frame frame() {
        return Frame.of(modelSize, layers, linear, Surroundings.PROJECTED, dropout);
    }
}
