// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.convolution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.Optional;
import org.seqmem.api.model.SequenceBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.plugins.models.layers.Dropout;
import org.seqmem.plugins.models.layers.Linear;

/**
 * Two causal convolutions of one dilation with a residual connection.
 *
 * <pre>{@code
 * h = dropout(relu(conv2(dropout(relu(conv1(x))))))
 * y = relu(h + shortcut(x))
 * }</pre>
 *
 * <p>The shortcut is the identity, or an affine map where the widths differ. Without {@code
 * finalRelu} the outer relu is left out.
 *
 * <p><b>Shape:</b> time first, (T, B, in) to (T, B, channels).
 *
 * <p><b>Source:</b> Bai, Kolter and Koltun (2018), figure 1b.
 */
final class ConvolutionBlock extends SequenceBlock {

    private final CausalConvolution first;
    private final CausalConvolution second;
    private final Optional<Linear> shortcut;
    private final Dropout dropout;
    private final boolean finalRelu;

    /**
     * @param inputs size of the input vectors
     * @param dilation time steps between two taps
     * @param config kernel size, channels and the rest, alike in all blocks
     * @param streams for the initial values, scoped to this block
     */
    ConvolutionBlock(int inputs, int dilation, TcnConfig config, RandomStreams streams) {
        super(streams);
        int channels = config.channels();
        int taps = config.kernelSize();
        boolean weightNorm = config.weightNorm();
        this.first =
                child(
                        "conv1",
                        new CausalConvolution(
                                inputs,
                                channels,
                                taps,
                                dilation,
                                weightNorm,
                                streams.scope("conv1")));
        this.second =
                child(
                        "conv2",
                        new CausalConvolution(
                                channels,
                                channels,
                                taps,
                                dilation,
                                weightNorm,
                                streams.scope("conv2")));
        this.shortcut =
                inputs == channels
                        ? Optional.empty()
                        : Optional.of(
                                child(
                                        "shortcut",
                                        new Linear(inputs, channels, streams.scope("shortcut"))));
        this.dropout = new Dropout(config.dropout());
        this.finalRelu = config.finalRelu();
    }

    /** The number of trainable numbers of such a block. */
    static long parameters(int inputs, TcnConfig config) {
        int channels = config.channels();
        int taps = config.kernelSize();
        return CausalConvolution.parameters(inputs, channels, taps, config.weightNorm())
                + CausalConvolution.parameters(channels, channels, taps, config.weightNorm())
                + (inputs == channels ? 0 : Linear.parameters(inputs, channels));
    }

    /** The floating-point operations of its products for one time step. */
    static long flops(int inputs, TcnConfig config) {
        int channels = config.channels();
        int taps = config.kernelSize();
        return CausalConvolution.flops(inputs, channels, taps)
                + CausalConvolution.flops(channels, channels, taps)
                + (inputs == channels ? 0 : Linear.flops(inputs, channels));
    }

    @Override
    protected NDArray forward(NDArray x, Weights weights) {
        NDArray h = dropout.apply(Activation.relu(first.apply(x, weights)), weights);
        h = dropout.apply(Activation.relu(second.apply(h, weights)), weights);
        NDArray sum = h.add(shortcut.isPresent() ? shortcut.get().apply(x, weights) : x);
        return finalRelu ? Activation.relu(sum) : sum;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return first.getOutputShapes(inputShapes);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... shapes) {
        first.initialize(manager, dataType, shapes);
        second.initialize(manager, dataType, first.getOutputShapes(shapes));
        shortcut.ifPresent(map -> map.initialize(manager, dataType, shapes));
    }
}
