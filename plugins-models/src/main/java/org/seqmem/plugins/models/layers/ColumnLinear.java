// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/** A {@link Linear} map of columns with its gradient by hand. */
public final class ColumnLinear {

    private static final int[] COLUMNS = {1};

    private final NDArray x;
    private final Unrecorded weight;
    private final Optional<Unrecorded> bias;

    /**
     * @param x shape (in, columns)
     * @param weight shape (out, in)
     * @param bias shape (out)
     */
    public ColumnLinear(NDArray x, Unrecorded weight, Optional<Unrecorded> bias) {
        this.x = x;
        this.weight = weight;
        this.bias = bias;
    }

    /** The outputs, shape (out, columns). */
    public NDArray forward() {
        NDArray y = weight.values().matMul(x);
        bias.ifPresent(parameter -> y.addi(parameter.values().expandDims(1)));
        return y;
    }

    /**
     * Adds the gradients of the parameters.
     *
     * @param gradient of {@link #forward}'s result
     */
    public void backward(NDArray gradient) {
        weight.addGradient(gradient.matMul(x.transpose()));
        bias.ifPresent(parameter -> parameter.addGradient(gradient.sum(COLUMNS)));
    }

    /** The gradient of the input, given that of {@link #forward}'s result. */
    public NDArray inputGradient(NDArray gradient) {
        return weight.values().transpose().matMul(gradient);
    }
}
