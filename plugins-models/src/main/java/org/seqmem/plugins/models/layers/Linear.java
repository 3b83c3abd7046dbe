// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Optional;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.SequenceBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;

/**
 * An affine map of the last axis, or a linear one without bias.
 *
 * <p><b>Formula:</b> {@code y = W x + b}. <b>Shape:</b> (..., in) to (..., out); parameters {@code
 * weight} (out, in) and {@code bias} (out). All initial values are uniform on +-1/sqrt(in).
 */
public final class Linear extends SequenceBlock {

    private final int outputs;
    private final Parameter weight;
    private final Optional<Parameter> bias;

    /**
     * @param inputs size of the last axis of the input
     * @param outputs size of the last axis of the output
     * @param streams for the initial values, scoped to this layer
     */
    public Linear(int inputs, int outputs, RandomStreams streams) {
        this(inputs, outputs, true, streams);
    }

    private Linear(int inputs, int outputs, boolean hasBias, RandomStreams streams) {
        super(streams);
        this.outputs = outputs;
        ParameterInit init = ParameterInit.uniform(1 / Math.sqrt(inputs));
        this.weight = parameter("weight", new Shape(outputs, inputs), init);
        this.bias =
                hasBias
                        ? Optional.of(
                                parameter(
                                        "bias", new Shape(outputs), init, ParameterGroup.NO_DECAY))
                        : Optional.empty();
    }

    /**
     * A layer without bias: it maps silence to silence.
     *
     * @param inputs size of the last axis of the input
     * @param outputs size of the last axis of the output
     * @param streams for the initial values, scoped to this layer
     */
    public static Linear withoutBias(int inputs, int outputs, RandomStreams streams) {
        return new Linear(inputs, outputs, false, streams);
    }

    /** The number of trainable numbers of such a layer, with bias. */
    public static long parameters(int inputs, int outputs) {
        return (inputs + 1L) * outputs;
    }

    /** The floating-point operations of its matrix product for one vector. */
    public static long flops(int inputs, int outputs) {
        return 2L * inputs * outputs;
    }

    /**
     * The same map with its gradient by hand.
     *
     * @param x shape (rows, in)
     */
    public UnrecordedLinear unrecorded(NDArray x, Weights weights) {
        return new UnrecordedLinear(
                x,
                new Unrecorded(weights.of(weight), x.getManager()),
                bias.map(parameter -> new Unrecorded(weights.of(parameter), x.getManager())));
    }

    /**
     * The same map of columns with its gradient by hand.
     *
     * @param x shape (in, columns)
     */
    public ColumnLinear ofColumns(NDArray x, Weights weights) {
        return new ColumnLinear(
                x,
                new Unrecorded(weights.of(weight), x.getManager()),
                bias.map(parameter -> new Unrecorded(weights.of(parameter), x.getManager())));
    }

    @Override
    protected NDArray forward(NDArray x, Weights weights) {
        NDArray w = weights.of(weight);
        if (PointwiseConvolution.suits(x, w)) {
            return PointwiseConvolution.apply(x, w, bias.map(weights::of).orElse(null));
        }
        return (bias.isPresent()
                        ? ai.djl.nn.core.Linear.linear(x, w, weights.of(bias.get()))
                        : ai.djl.nn.core.Linear.linear(x, w))
                .singletonOrThrow();
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape input = inputShapes[0];
        return new Shape[] {input.slice(0, input.dimension() - 1).add(outputs)};
    }
}
