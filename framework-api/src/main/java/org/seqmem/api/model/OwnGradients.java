// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.seqmem.api.Experimental;

/**
 * Takes layers that compute their gradients themselves through a training step.
 *
 * <p>The engine records every operation of a forward pass to differentiate it, which for a loop
 * over small steps takes longer than the operations do. A layer that knows its derivative computes
 * unrecorded ({@code stopGradient()} of its parameters) and {@linkplain #add adds} its output here.
 * To the engine that output is then where the calculation begins. After the engine's backward pass
 * the training loop calls {@link #backward}, which hands every such layer the gradient of its
 * output; the layer adds those of its parameters to {@code parameter.getGradient()}, which the loop
 * has made before the first step.
 *
 * <p>The gradient ends there: only a layer whose input needs none may do so, that is one at the
 * bottom of a model, or a part of one that depends on parameters alone. Every such layer has a
 * recorded path too, which serves wherever {@link Weights#ownGradients()} is empty, and which its
 * own gradient is tested against.
 */
@Experimental
public final class OwnGradients extends ParameterStore {

    private final List<Entry> entries = new ArrayList<>();

    private record Entry(NDArray output, Consumer<NDArray> backward) {}

    /**
     * @param manager on the device of the parameters
     */
    public OwnGradients(NDManager manager) {
        super(manager, false);
    }

    /**
     * Adds the output of a layer.
     *
     * @param output computed without recording
     * @param backward takes the gradient of the output, of the same shape, and adds to the
     *     gradients of the layer's parameters
     */
    public void add(NDArray output, Consumer<NDArray> backward) {
        output.setRequiresGradient(true);
        entries.add(new Entry(output, backward));
    }

    /** Forgets what was added: a new step begins. */
    public void clear() {
        entries.clear();
    }

    /** Computes the gradients of all layers that were added, after the engine's backward pass. */
    public void backward() {
        for (Entry entry : entries) {
            entry.backward().accept(entry.output().getGradient());
        }
        entries.clear();
    }
}
