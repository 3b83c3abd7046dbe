// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.Optional;
import java.util.function.Function;
import org.seqmem.api.model.Carry;
import org.seqmem.api.model.SequenceBlock;
import org.seqmem.api.model.SteppableBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.plugins.models.layers.Dropout;
import org.seqmem.plugins.models.layers.LayerNorm;
import org.seqmem.plugins.models.layers.Linear;

/**
 * A state-space layer with what stands around it.
 *
 * <pre>{@code
 * h = dropout(gelu(ssm(norm(x))))
 * y = x + gate(h)
 * }</pre>
 *
 * <p><b>Shape:</b> (B, T, H) to the same.
 *
 * <p><b>Source:</b> the block of Gu, Goel and Re, "Efficiently modeling long sequences with
 * structured state spaces" (2022), as their code has it (seen); those of S5 and LRU differ in the
 * gate and in the norm, which is one over the batch there (seen). <b>Deviations:</b> a norm over
 * the features everywhere, since one over the batch sees the future; dropout once, before the gate,
 * and of every step by itself.
 */
final class StateSpaceBlock extends SteppableBlock {

    private final Surroundings surroundings;
    private final SequenceBlock norm;
    private final SteppableBlock stateSpace;
    private final Linear mixing;
    private final Dropout dropout;

    StateSpaceBlock(
            Frame frame, Function<RandomStreams, SteppableBlock> layer, RandomStreams streams) {
        super(streams);
        int size = frame.modelSize();
        this.surroundings = frame.surroundings();
        this.norm = child("norm", surroundings.norm(size, streams.scope("norm")));
        this.stateSpace = child("state_space", layer.apply(streams.scope("state_space")));
        this.mixing =
                child(
                        "mixing",
                        new Linear(size, surroundings.mixed(size), streams.scope("mixing")));
        this.dropout = new Dropout(frame.dropout());
    }

    /** What this block is made of in a calculation by hand, where there is one. */
    Optional<UnrecordedBlock.Parts> unrecorded(Weights weights, int length) {
        if (surroundings == Surroundings.GATED
                && dropout.rate() == 0
                && norm instanceof LayerNorm layerNorm
                && stateSpace instanceof ConvolvedLayer layer) {
            return layer.ownResponse(weights, length)
                    .map(
                            response ->
                                    new UnrecordedBlock.Parts(
                                            layerNorm.ofColumns(weights),
                                            response,
                                            h -> mixing.ofColumns(h, weights)));
        }
        return Optional.empty();
    }

    @Override
    protected NDArray forward(NDArray x, Carry carry, Weights weights) {
        NDArray h = Activation.gelu(stateSpace.apply(norm.apply(x, weights), carry, weights));
        NDArray kept = dropout.apply(h, weights);
        return x.add(surroundings.gate(kept, mixing.apply(kept, weights)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... shapes) {
        norm.initialize(manager, dataType, shapes);
        stateSpace.initialize(manager, dataType, shapes);
        mixing.initialize(manager, dataType, shapes);
    }
}
