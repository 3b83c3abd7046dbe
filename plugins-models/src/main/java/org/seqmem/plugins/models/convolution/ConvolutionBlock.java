// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.convolution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.seqmem.api.model.Carry;
import org.seqmem.api.model.SteppableBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.plugins.models.layers.Dropout;
import org.seqmem.plugins.models.layers.Linear;

/**
 * Causal convolutions of one dilation, two or one, with a residual connection.
 *
 * <pre>{@code
 * h = dropout(relu(conv2(dropout(relu(conv1(x))))))        or        h = dropout(relu(conv1(x)))
 * y = relu(h + shortcut(x))
 * }</pre>
 *
 * <p>The shortcut is the identity, or an affine map where the widths differ. Without {@code
 * finalRelu} the outer relu is left out.
 *
 * <p><b>Shape:</b> time first, (T, B, in) to (T, B, channels).
 *
 * <p><b>Source:</b> Bai, Kolter and Koltun (2018), figure 1b; with one convolution the receptive
 * field grows half as fast.
 */
final class ConvolutionBlock extends SteppableBlock {

    private final List<CausalConvolution> convolutions;
    private final int dilation;
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
        List<CausalConvolution> stack = new ArrayList<>();
        for (int i = 0; i < config.convolutions(); i++) {
            String name = "conv" + (i + 1);
            stack.add(
                    child(
                            name,
                            new CausalConvolution(
                                    i == 0 ? inputs : config.channels(),
                                    config.channels(),
                                    config.kernelSize(),
                                    dilation,
                                    config.weightNorm(),
                                    streams.scope(name))));
        }
        this.convolutions = List.copyOf(stack);
        this.dilation = dilation;
        this.shortcut =
                inputs == config.channels()
                        ? Optional.empty()
                        : Optional.of(
                                child(
                                        "shortcut",
                                        new Linear(
                                                inputs,
                                                config.channels(),
                                                streams.scope("shortcut"))));
        this.dropout = new Dropout(config.dropout());
        this.finalRelu = config.finalRelu();
    }

    /** The number of trainable numbers of such a block. */
    static long parameters(int inputs, TcnConfig config) {
        int channels = config.channels();
        int taps = config.kernelSize();
        boolean norm = config.weightNorm();
        return CausalConvolution.parameters(inputs, channels, taps, norm)
                + (config.convolutions() - 1L)
                        * CausalConvolution.parameters(channels, channels, taps, norm)
                + (inputs == channels ? 0 : Linear.parameters(inputs, channels));
    }

    /** The floating-point operations of its products for one time step. */
    static long flops(int inputs, TcnConfig config) {
        int channels = config.channels();
        int taps = config.kernelSize();
        return CausalConvolution.flops(inputs, channels, taps)
                + (config.convolutions() - 1L) * CausalConvolution.flops(channels, channels, taps)
                + (inputs == channels ? 0 : Linear.flops(inputs, channels));
    }

    /** How many numbers it carries from step to step. */
    static long stateSize(int inputs, int dilation, TcnConfig config) {
        long width = inputs + (config.convolutions() - 1L) * config.channels();
        return width * CausalConvolution.carriedSteps(config.kernelSize(), dilation);
    }

    /** Whether {@link #unrecorded} gives the same in training. */
    boolean canRunUnrecorded() {
        return dropout.rate() == 0;
    }

    /** The parameters for a step whose gradient is computed by hand. */
    UnrecordedBlock.Parameters unrecorded(Weights weights, NDManager manager) {
        return new UnrecordedBlock.Parameters(
                convolutions.stream().map(c -> c.unrecorded(weights, manager)).toList(),
                dilation,
                shortcut,
                finalRelu);
    }

    @Override
    protected NDArray forward(NDArray x, Carry carry, Weights weights) {
        NDArray h = x;
        for (CausalConvolution convolution : convolutions) {
            h = dropout.apply(Activation.relu(convolution.apply(h, carry, weights)), weights);
        }
        NDArray sum = h.add(shortcut.isPresent() ? shortcut.get().apply(x, weights) : x);
        return finalRelu ? Activation.relu(sum) : sum;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return convolutions.get(0).getOutputShapes(inputShapes);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... shapes) {
        Shape[] hidden = shapes;
        for (CausalConvolution convolution : convolutions) {
            convolution.initialize(manager, dataType, hidden);
            hidden = convolution.getOutputShapes(hidden);
        }
        shortcut.ifPresent(map -> map.initialize(manager, dataType, shapes));
    }
}
