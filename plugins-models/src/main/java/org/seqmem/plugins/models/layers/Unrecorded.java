// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * A parameter in a calculation that the engine does not record, because it brings its gradient
 * along, see {@link org.seqmem.api.model.OwnGradients}.
 *
 * @param array of the parameter
 * @param manager of the step
 */
public record Unrecorded(NDArray array, NDManager manager) {

    /** The numbers of the parameter; what is made of them belongs to the step. */
    public NDArray values() {
        NDArray values = array.stopGradient();
        values.attach(manager);
        return values;
    }

    /** Adds to the gradient of the parameter. */
    public void addGradient(NDArray gradient) {
        gradient().addi(gradient);
    }

    /** The gradient of the parameter so far. */
    public NDArray gradient() {
        NDArray all = array.getGradient();
        all.attach(manager);
        return all;
    }
}
