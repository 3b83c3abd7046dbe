// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import ai.djl.ndarray.NDArray;
import org.seqmem.api.model.Weights;

/**
 * Sets values to 0 at random during training and scales the others up, so that the mean stays. At
 * rate 0 it costs nothing. Draws from the engine's generator, which the runtime seeds each step.
 *
 * @param rate the share of values that are dropped, in [0, 1)
 */
public record Dropout(double rate) {

    /** The values that remain; the argument itself outside training. */
    public NDArray apply(NDArray x, Weights weights) {
        if (rate == 0 || !weights.training()) {
            return x;
        }
        return ai.djl.nn.norm.Dropout.dropout(x, (float) rate, true).singletonOrThrow();
    }
}
