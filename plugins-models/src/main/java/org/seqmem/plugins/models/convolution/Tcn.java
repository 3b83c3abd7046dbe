// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.convolution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.seqmem.api.model.Carry;
import org.seqmem.api.model.OwnGradients;
import org.seqmem.api.model.SteppableBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.plugins.models.layers.HostArrays;
import org.seqmem.plugins.models.layers.Linear;

/** The blocks of a temporal convolutional network: (B, T, d_in) to (B, T, d_out). */
final class Tcn extends SteppableBlock {

    private final int outputSize;
    private final int channels;
    private final List<ConvolutionBlock> blocks;
    private final Linear readout;

    Tcn(TcnConfig config, SequenceShape shape, RandomStreams streams) {
        super(streams);
        this.outputSize = shape.outputSize();
        this.channels = config.channels();
        List<ConvolutionBlock> stack = new ArrayList<>();
        int inputs = shape.inputSize();
        for (int level = 0; level < config.levels(); level++) {
            String name = "block" + level;
            stack.add(
                    child(
                            name,
                            new ConvolutionBlock(inputs, 1 << level, config, streams.scope(name))));
            inputs = config.channels();
        }
        this.blocks = List.copyOf(stack);
        this.readout = child("readout", new Linear(inputs, outputSize, streams.scope("readout")));
    }

    @Override
    protected NDArray forward(NDArray x, Carry carry, Weights weights) {
        Optional<OwnGradients> own = weights.ownGradients();
        if (own.isPresent() && !carry.keeps() && canRunUnrecorded(x)) {
            UnrecordedTcn run = unrecorded(weights, x.getManager());
            NDArray y = run.forward(x);
            own.get().add(y, run::backward);
            return y;
        }
        NDArray h = x.transpose(1, 0, 2); // (T, B, d_in)
        for (ConvolutionBlock block : blocks) {
            h = block.apply(h, carry, weights); // (T, B, channels)
        }
        return readout.apply(h, weights).transpose(1, 0, 2); // (B, T, d_out)
    }

    private boolean canRunUnrecorded(NDArray x) {
        return HostArrays.reaches(x)
                && !x.hasGradient()
                && blocks.stream().allMatch(ConvolutionBlock::canRunUnrecorded);
    }

    private UnrecordedTcn unrecorded(Weights weights, NDManager manager) {
        return new UnrecordedTcn(
                blocks.stream().map(block -> block.unrecorded(weights, manager)).toList(),
                readout,
                channels,
                weights);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0].slice(0, 2).add(outputSize)};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... shapes) {
        Shape input = shapes[0];
        Shape[] timeFirst = {new Shape(input.get(1), input.get(0), input.get(2))};
        for (ConvolutionBlock block : blocks) {
            block.initialize(manager, dataType, timeFirst);
            timeFirst = block.getOutputShapes(timeFirst);
        }
        readout.initialize(manager, dataType, timeFirst);
    }
}
