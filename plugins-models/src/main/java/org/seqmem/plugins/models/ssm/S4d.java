// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.List;
import org.seqmem.api.model.SequenceBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.plugins.models.layers.LayerNorm;
import org.seqmem.plugins.models.layers.Linear;

/**
 * The blocks of an S4D model: (B, T, d_in) to (B, T, d_out).
 *
 * <p>In the linear form the state-space layers stand on each other bare, and the encoder has no
 * bias: a constant that sets in with the sequence would make its response depend on the time since
 * then.
 */
final class S4d extends SequenceBlock {

    private final int outputSize;
    private final Linear encoder;
    private final List<SequenceBlock> stack;
    private final Linear readout;

    S4d(S4dConfig config, SequenceShape shape, RandomStreams streams) {
        super(streams);
        int size = config.modelSize();
        this.outputSize = shape.outputSize();
        RandomStreams encoding = streams.scope("encoder");
        this.encoder =
                child(
                        "encoder",
                        config.linear()
                                ? Linear.withoutBias(shape.inputSize(), size, encoding)
                                : new Linear(shape.inputSize(), size, encoding));
        List<SequenceBlock> blocks = new ArrayList<>();
        for (int layer = 0; layer < config.layers(); layer++) {
            String name = "layer" + layer;
            RandomStreams own = streams.scope(name);
            blocks.add(
                    child(
                            name,
                            config.linear()
                                    ? new S4dLayer(config, own)
                                    : new S4dBlock(config, own)));
        }
        if (!config.linear()) {
            blocks.add(child("norm", new LayerNorm(size, streams.scope("norm"))));
        }
        this.stack = List.copyOf(blocks);
        this.readout = child("readout", new Linear(size, outputSize, streams.scope("readout")));
    }

    @Override
    protected NDArray forward(NDArray x, Weights weights) {
        NDArray h = encoder.apply(x, weights); // (B, T, H)
        for (SequenceBlock block : stack) {
            h = block.apply(h, weights);
        }
        return readout.apply(h, weights); // (B, T, d_out)
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0].slice(0, 2).add(outputSize)};
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... shapes) {
        encoder.initialize(manager, dataType, shapes);
        Shape[] encoded = encoder.getOutputShapes(shapes);
        for (Block block : stack) {
            block.initialize(manager, dataType, encoded);
        }
        readout.initialize(manager, dataType, encoded);
    }
}
