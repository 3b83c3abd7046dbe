// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.AtMost;
import org.seqmem.api.config.GreaterThan;

/**
 * The configuration of {@link RnnPlugin}.
 *
 * @param hiddenSize units per layer; the bound keeps a weight within one Java array
 * @param layers how many layers stand on each other
 * @param residual whether each layer but the first adds its input to its output
 * @param cell what a layer computes
 * @param recurrentInit how the weights from state to state begin; the stable cell has none
 * @param stateRateFactor multiplies the learning rate of the rates of the stable cell
 */
public record RnnConfig(
        @AtLeast(1) @AtMost(16384) int hiddenSize,
        @AtLeast(1) @AtMost(100) int layers,
        boolean residual,
        RnnCell cell,
        RecurrentInit recurrentInit,
        @GreaterThan(0) double stateRateFactor) {}
