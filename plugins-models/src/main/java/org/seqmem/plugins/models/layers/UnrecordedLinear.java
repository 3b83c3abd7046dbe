// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/** A {@link Linear} map of rows with its gradient by hand. */
public final class UnrecordedLinear {

    private final NDArray x;
    private final Unrecorded weight;
    private final Optional<Unrecorded> bias;

    /**
     * @param x shape (rows, in)
     */
    UnrecordedLinear(NDArray x, Unrecorded weight, Optional<Unrecorded> bias) {
        this.x = x;
        this.weight = weight;
        this.bias = bias;
    }

    /** The outputs, shape (rows, out). */
    public NDArray forward() {
        NDArray w = weight.values();
        return (bias.isPresent()
                        ? ai.djl.nn.core.Linear.linear(x, w, bias.get().values())
                        : ai.djl.nn.core.Linear.linear(x, w))
                .singletonOrThrow();
    }

    /**
     * Adds the gradients of the parameters.
     *
     * @param gradient of {@link #forward}'s result
     */
    public void backward(NDArray gradient) {
        try (NDArray transposed = gradient.transpose()) {
            weight.addGradient(transposed.matMul(x));
        }
        bias.ifPresent(parameter -> parameter.addGradient(gradient.sum(new int[] {0})));
    }

    /** The gradient of the input, given that of {@link #forward}'s result. */
    public NDArray inputGradient(NDArray gradient) {
        return gradient.matMul(weight.values());
    }
}
