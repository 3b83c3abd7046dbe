// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.seqmem.api.model.Carry;
import org.seqmem.api.model.OwnGradients;
import org.seqmem.api.model.SequenceBlock;
import org.seqmem.api.model.SteppableBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.plugins.models.layers.HostArrays;
import org.seqmem.plugins.models.layers.HostNorm;
import org.seqmem.plugins.models.layers.LayerNorm;
import org.seqmem.plugins.models.layers.Linear;
import org.seqmem.plugins.models.layers.RmsNorm;

/**
 * State-space layers in their frame: (B, T, d_in) to (B, T, d_out).
 *
 * <p>In the linear form the layers stand on each other bare, and the encoder has no bias: a
 * constant that sets in with the sequence would make its response depend on the time since then.
 */
final class StateSpaceModel extends SteppableBlock {

    /**
     * Up to this length a calculation of gated blocks by hand takes less time than a recorded one,
     * or as much where a model is 64 wide: for narrow models and short sequences most of that is
     * the engine's calls. The products with matrices by hand grow with the square of the length.
     */
    private static final int LONGEST_BY_HAND = 64;

    private final int width;
    private final int outputSize;
    private final Linear encoder;
    private final List<SteppableBlock> stack;
    private final Optional<SequenceBlock> norm;
    private final Linear readout;

    /**
     * @param frame what stands around the layers
     * @param layer makes a layer (B, T, H) to (B, T, H) from the streams of its initial values
     * @param shape of the sequences
     * @param streams for initial values
     */
    StateSpaceModel(
            Frame frame,
            Function<RandomStreams, SteppableBlock> layer,
            SequenceShape shape,
            RandomStreams streams) {
        super(streams);
        int size = frame.modelSize();
        this.width = size;
        this.outputSize = shape.outputSize();
        RandomStreams encoding = streams.scope("encoder");
        this.encoder =
                child(
                        "encoder",
                        frame.linear()
                                ? Linear.withoutBias(shape.inputSize(), size, encoding)
                                : new Linear(shape.inputSize(), size, encoding));
        List<SteppableBlock> blocks = new ArrayList<>();
        for (int i = 0; i < frame.layers(); i++) {
            String name = "layer" + i;
            RandomStreams own = streams.scope(name);
            blocks.add(
                    child(
                            name,
                            switch (frame.surroundings()) {
                                case BARE -> layer.apply(own);
                                case GATED, HALF_GATED, PROJECTED ->
                                        new StateSpaceBlock(frame, layer, own);
                                case RESIDUAL -> new ResidualBlock(frame, layer, own);
                            }));
        }
        this.stack = List.copyOf(blocks);
        this.norm =
                frame.linear()
                        ? Optional.empty()
                        : Optional.of(
                                child(
                                        "norm",
                                        frame.surroundings().norm(size, streams.scope("norm"))));
        this.readout = child("readout", new Linear(size, outputSize, streams.scope("readout")));
    }

    /** What this model is made of in a calculation by hand, where there is one. */
    private Optional<UnrecordedModel.Parts> unrecorded(NDArray x, Weights weights) {
        Optional<HostNorm> last = norm.flatMap(block -> ofColumns(block, weights));
        List<UnrecordedLayer.Parts> blocks = new ArrayList<>();
        for (SteppableBlock layer : stack) {
            unrecorded(layer, x.getShape(), weights).ifPresent(blocks::add);
        }
        if (blocks.size() < stack.size() || last.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new UnrecordedModel.Parts(
                        width,
                        input -> encoder.ofColumns(input, weights),
                        blocks,
                        last.get(),
                        h -> readout.ofColumns(h, weights)));
    }

    private static Optional<? extends UnrecordedLayer.Parts> unrecorded(
            SteppableBlock layer, Shape shape, Weights weights) {
        int batch = Math.toIntExact(shape.get(0));
        int length = Math.toIntExact(shape.get(1));
        if (layer instanceof StateSpaceBlock block && length <= LONGEST_BY_HAND) {
            return block.unrecorded(weights, length);
        }
        return layer instanceof ResidualBlock block
                ? block.unrecorded(weights, batch, length)
                : Optional.empty();
    }

    private static Optional<HostNorm> ofColumns(SequenceBlock norm, Weights weights) {
        if (norm instanceof LayerNorm layerNorm) {
            return Optional.of(layerNorm.ofColumns(weights));
        }
        return norm instanceof RmsNorm rmsNorm
                ? Optional.of(rmsNorm.ofColumns(weights))
                : Optional.empty();
    }

    @Override
    protected NDArray forward(NDArray x, Carry carry, Weights weights) {
        Optional<OwnGradients> own = weights.ownGradients();
        if (own.isPresent()
                && !carry.keeps()
                && !x.hasGradient()
                && x.getDataType() == DataType.FLOAT32
                && HostArrays.reaches(x)) {
            Optional<UnrecordedModel.Parts> parts = unrecorded(x, weights);
            if (parts.isPresent()) {
                UnrecordedModel run = new UnrecordedModel(parts.get(), x);
                NDArray y = run.output();
                own.get().add(y, run::backward);
                return y;
            }
        }
        NDArray h = encoder.apply(x, weights); // (B, T, H)
        for (SteppableBlock block : stack) {
            h = block.apply(h, carry, weights);
        }
        if (norm.isPresent()) {
            h = norm.get().apply(h, weights);
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
        norm.ifPresent(block -> block.initialize(manager, dataType, encoded));
        readout.initialize(manager, dataType, encoded);
    }
}
