// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.seqmem.plugins.models.layers.ColumnLinear;
import org.seqmem.plugins.models.layers.HostArrays;
import org.seqmem.plugins.models.layers.HostNorm;

/**
 * A {@link StateSpaceModel} for whole sequences, with its gradient by hand and in single precision.
 */
final class UnrecordedModel {

    private final Parts parts;
    private final NDManager manager;
    private final Shape shape;
    private final ColumnLinear encoder;
    private final List<UnrecordedLayer> blocks;
    private final ColumnLinear readout;

    /**
     * What a model is made of.
     *
     * @param width H
     * @param encoder of columns
     * @param blocks from the input upwards
     * @param norm behind the last block
     * @param readout of columns
     */
    record Parts(
            long width,
            Function<NDArray, ColumnLinear> encoder,
            List<UnrecordedLayer.Parts> blocks,
            HostNorm norm,
            Function<NDArray, ColumnLinear> readout) {}

    /**
     * @param x shape (B, T, d_in)
     */
    UnrecordedModel(Parts parts, NDArray x) {
        this.parts = parts;
        this.manager = x.getManager();
        this.shape = x.getShape();
        this.encoder = parts.encoder().apply(columns(x));
        Shape hidden = new Shape(parts.width(), shape.get(1), shape.get(0));
        List<UnrecordedLayer> stack = new ArrayList<>();
        float[] h = HostArrays.floats(encoder.forward()); // (H, T, B)
        for (UnrecordedLayer.Parts block : parts.blocks()) {
            UnrecordedLayer run = block.run(h, hidden, manager);
            stack.add(run);
            h = run.output();
        }
        this.blocks = List.copyOf(stack);
        this.readout = parts.readout().apply(array(parts.norm().forward(h)));
    }

    /** (B, T, d) to (d, T B). */
    private static NDArray columns(NDArray sequences) {
        Shape of = sequences.getShape();
        return sequences.transpose(2, 1, 0).reshape(of.get(2), of.get(1) * of.get(0));
    }

    /** The outputs, shape (B, T, d_out). */
    NDArray output() {
        return readout.forward().reshape(-1, shape.get(1), shape.get(0)).transpose(2, 1, 0);
    }

    /**
     * Adds the gradients of the parameters.
     *
     * @param gradient of {@link #output}
     */
    void backward(NDArray gradient) {
        NDArray above = columns(gradient);
        readout.backward(above);
        float[] dh = parts.norm().backward(HostArrays.floats(readout.inputGradient(above)));
        for (int i = blocks.size() - 1; i >= 0; i--) {
            dh = blocks.get(i).backward(dh);
        }
        encoder.backward(array(dh));
    }

    private NDArray array(float[] values) {
        long columns = shape.get(0) * shape.get(1);
        return HostArrays.array(manager, values, new Shape(values.length / columns, columns));
    }
}
