// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.List;
import org.seqmem.plugins.models.layers.Unrecorded;

/**
 * A run by operations of the engine: a step of the way back is two of them for a plain cell, five
 * for a gated one, and the gradients of weights are one product over all steps. Everything lies
 * time first, so that a step is one piece of memory.
 *
 * <p>Subclasses say what a step is. <b>Shapes:</b> rows are steps times sequences, T B.
 */
abstract class EngineRun implements UnrecordedRun {

    private final NDList parameters;
    private final long length;
    private final long batch;
    private final int hidden;
    private final NDManager manager;
    private final NDArray input;
    private NDArray states;

    /**
     * @param x shape (T, B, in)
     * @param parameters as those of {@link RecurrentCell#run}
     */
    EngineRun(NDArray x, NDList parameters, int hidden) {
        this.parameters = parameters;
        this.length = x.getShape().get(0);
        this.batch = x.getShape().get(1);
        this.hidden = hidden;
        this.manager = x.getManager();
        this.input = x.reshape(length * batch, x.getShape().get(2));
        this.states = input;
    }

    @Override
    public final NDArray forward() {
        List<NDArray> all = new ArrayList<>();
        NDArray h = manager.zeros(new Shape(batch, hidden), input.getDataType());
        all.add(h);
        begin();
        for (int t = 0; t < length; t++) {
            h = step(t, h);
            all.add(h);
        }
        states = NDArrays.concat(new NDList(all)); // ((T + 1) B, H), first the zeros
        all.forEach(NDArray::close);
        return rows(states, batch, (length + 1) * batch).reshape(length, batch, hidden);
    }

    @Override
    public final void backward(NDArray gradient) {
        back(steps(gradient.reshape(length * batch, hidden)));
    }

    /** Computes from the input what the steps need. */
    abstract void begin();

    /** One step: from the state (B, H) before it to the one after it. */
    abstract NDArray step(int t, NDArray h);

    /**
     * The way back.
     *
     * @param gradients of the states of every step, (B, H) each
     */
    abstract void back(NDList gradients);

    /** A parameter as an array that records nothing. */
    final NDArray parameter(int index) {
        return unrecorded(index).values();
    }

    /** Adds to the gradient of a parameter. */
    final void addGradient(int index, NDArray gradient) {
        unrecorded(index).addGradient(gradient);
    }

    private Unrecorded unrecorded(int index) {
        return new Unrecorded(parameters.get(index), manager);
    }

    /** How many steps. */
    final int length() {
        return Math.toIntExact(length);
    }

    /** H. */
    final int hidden() {
        return hidden;
    }

    /** The input of all steps, (T B, in). */
    final NDArray input() {
        return input;
    }

    /** The states before all steps, (T B, H). */
    final NDArray statesBefore() {
        return rows(states, 0, length * batch);
    }

    /** The states after all steps, (T B, H). */
    final NDArray statesAfter() {
        return rows(states, batch, (length + 1) * batch);
    }

    /** Cuts rows into steps: views (B, n) of (T B, n). */
    final NDList steps(NDArray rows) {
        return rows.split(length, 0);
    }

    static NDArray rows(NDArray array, long from, long to) {
        return array.get(new NDIndex().addSliceDim(from, to));
    }

    static NDArray columns(NDArray array, long from, long to) {
        return array.get(new NDIndex().addAllDim().addSliceDim(from, to));
    }

    /** {@code x W^T + b}; the bias may be a matrix, which saves a pass over the result. */
    static NDArray affine(NDArray x, NDArray weight, NDArray bias) {
        return Linear.linear(x, weight, bias).singletonOrThrow();
    }
}
