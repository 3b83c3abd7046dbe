// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import java.util.function.Function;
import org.seqmem.api.model.Carry;
import org.seqmem.api.model.SequenceBlock;
import org.seqmem.api.model.SteppableBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.plugins.models.layers.RmsNorm;

/**
 * A mixer behind a norm, added to its input: {@code y = x + mixer(norm(x))}.
 *
 * <p><b>Shape:</b> (B, T, D) to the same.
 *
 * <p><b>Source:</b> the block of Gu and Dao, "Mamba: linear-time sequence modeling with selective
 * state spaces" (2023), section 3.4.
 */
final class ResidualBlock extends SteppableBlock {

    private final SequenceBlock norm;
    private final SteppableBlock mixer;

    ResidualBlock(
            Frame frame, Function<RandomStreams, SteppableBlock> layer, RandomStreams streams) {
        super(streams);
        this.norm =
                child("norm", frame.surroundings().norm(frame.modelSize(), streams.scope("norm")));
        this.mixer = child("mixer", layer.apply(streams.scope("mixer")));
    }

    /** What this block is made of in a calculation by hand, where there is one. */
    Optional<UnrecordedLayer.Parts> unrecorded(Weights weights, int batch, int length) {
        return norm instanceof RmsNorm rmsNorm && mixer instanceof MambaLayer mamba
                ? mamba.unrecorded(weights, batch, length)
                        .map(
                                parts ->
                                        new UnrecordedResidual.Parts(
                                                rmsNorm.ofColumns(weights), parts))
                : Optional.empty();
    }

    @Override
    protected NDArray forward(NDArray x, Carry carry, Weights weights) {
        return mixer.apply(norm.apply(x, weights), carry, weights).add(x);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }
}
