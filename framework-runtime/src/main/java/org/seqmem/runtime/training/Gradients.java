// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.GradientCollector;
import java.util.List;
import org.seqmem.api.training.TrainableParameter;

/** The gradients of a model's parameters, which the engine adds to in every backward pass. */
final class Gradients {

    private static final NDIndex EVERYTHING = new NDIndex("...");

    /** Keeps a vanishing norm from dividing by zero; the value that PyTorch uses. */
    private static final double NORM_GUARD = 1e-6;

    private final NDList gradients = new NDList();
    private final NDList flat = new NDList();
    private final NDManager manager;

    // Numbers that stay: of a Java number the engine would make a new array each time.
    private final NDArray zero;
    private final NDArray one;
    private final NDArray guard;

    /**
     * Gives every parameter a gradient of zeros. The engine makes a gradient only in the first
     * backward pass that reaches it; with all of them made beforehand the same arrays serve for the
     * whole training, also for a parameter that no batch ever reaches.
     */
    Gradients(Engine engine, NDManager manager, List<TrainableParameter> parameters) {
        this.manager = manager;
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = engine.newGradientCollector()) {
            NDArray nothing = null;
            // mul(0) would free its number before the backward pass reads it
            NDArray naught = scope.create(0);
            for (TrainableParameter parameter : parameters) {
                NDArray product = parameter.array().mul(naught);
                product.attach(scope);
                NDArray sum = product.sum();
                nothing = nothing == null ? sum : nothing.add(sum);
            }
            if (nothing != null) {
                collector.backward(nothing);
            }
        }
        for (TrainableParameter parameter : parameters) {
            NDArray gradient = parameter.array().getGradient();
            gradients.add(gradient);
            flat.add(gradient.reshape(-1));
        }
        zero = manager.create(0.0);
        one = manager.create(1.0);
        guard = manager.create(NORM_GUARD);
    }

    /**
     * Scales all gradients down so that their common norm is at most {@code maxNorm}; without
     * waiting for the device.
     *
     * <pre>{@code
     * g *= min(1, maxNorm / (norm + 1e-6))
     * }</pre>
     */
    void clip(double maxNorm) {
        if (flat.isEmpty()) {
            return;
        }
        try (NDArray all = NDArrays.concat(flat);
                NDArray norm = all.norm();
                NDArray most = manager.create(maxNorm);
                NDArray ratio = most.div(norm.addi(guard));
                NDArray scale = ratio.minimum(one)) {
            for (NDArray gradient : gradients) {
                gradient.muli(scale);
            }
        }
    }

    /** Sets all gradients to zero, whatever they are: x - x would keep a NaN for ever. */
    void clear() {
        for (NDArray gradient : gradients) {
            gradient.set(EVERYTHING, zero);
        }
    }
}
