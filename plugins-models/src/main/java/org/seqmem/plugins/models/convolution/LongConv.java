// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.convolution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Optional;
import org.seqmem.api.model.Carry;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.SteppableBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.plugins.models.layers.FftConvolution;

/**
 * A convolution with a free kernel.
 *
 * <pre>{@code
 * y_t = b + sum_{s=0..L-1} K_s x_(t-s)        (x is 0 before the sequence begins)
 * }</pre>
 *
 * <p><b>Shape:</b> (B, T, d_in) to (B, T, d_out); parameters {@code kernel} (d_out, d_in, L), at
 * first uniform on +-1/sqrt(d_in L), and {@code bias} (d_out), at first 0. From piece to piece the
 * last L - 1 inputs are carried.
 */
final class LongConv extends SteppableBlock {

    private final int taps;
    private final int inputs;
    private final int outputs;
    private final Parameter kernel;
    private final Parameter bias;

    LongConv(int taps, SequenceShape shape, RandomStreams streams) {
        super(streams);
        this.taps = taps;
        this.inputs = shape.inputSize();
        this.outputs = shape.outputSize();
        this.kernel =
                parameter(
                        "kernel",
                        new Shape(outputs, inputs, taps),
                        ParameterInit.uniform(1 / Math.sqrt((double) inputs * taps)));
        this.bias =
                parameter(
                        "bias",
                        new Shape(outputs),
                        ParameterInit.constant(0),
                        ParameterGroup.NO_DECAY);
    }

    @Override
    protected NDArray forward(NDArray x, Carry carry, Weights weights) {
        long length = x.getShape().get(1);
        NDArray all = carry.keeps() && taps > 1 ? before(x, carry).concat(x, 1) : x;
        long steps = all.getShape().get(1);
        if (carry.keeps() && taps > 1) {
            carry.keep(all.get(new NDIndex(":, {}:", length)));
        }
        NDArray free = weights.of(kernel, x.getManager());
        // taps that would reach back beyond the sequence meet zeros only
        NDArray reaching = taps > steps ? free.get(new NDIndex(":, :, :{}", steps)) : free;
        NDArray y = FftConvolution.mixing(all.transpose(0, 2, 1), reaching).transpose(0, 2, 1);
        NDArray last = steps > length ? y.get(new NDIndex(":, {}:", steps - length)) : y;
        return last.add(weights.of(bias)); // (B, T, d_out)
    }

    /** The inputs before x that a tap still meets: (B, L - 1, d_in), zeros before the beginning. */
    private NDArray before(NDArray x, Carry carry) {
        Optional<NDArray> kept = carry.take();
        Shape shape = new Shape(x.getShape().get(0), taps - 1L, inputs);
        return kept.orElseGet(() -> x.getManager().zeros(shape, x.getDataType()));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0].slice(0, 2).add(outputs)};
    }
}
