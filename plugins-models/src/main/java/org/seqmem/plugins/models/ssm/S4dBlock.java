// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import org.seqmem.api.model.SequenceBlock;
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
 * (v, w) = W h + b
 * y = x + v * sigmoid(w)
 * }</pre>
 *
 * <p><b>Shape:</b> (B, T, H) to the same.
 *
 * <p><b>Source:</b> the S4 block of Gu, Goel and Re, "Efficiently modeling long sequences with
 * structured state spaces" (2022), as its authors' code has it.
 */
final class S4dBlock extends SequenceBlock {

    private final LayerNorm norm;
    private final S4dLayer stateSpace;
    private final Linear mixing;
    private final Dropout dropout;

    S4dBlock(S4dConfig config, RandomStreams streams) {
        super(streams);
        int size = config.modelSize();
        this.norm = child("norm", new LayerNorm(size, streams.scope("norm")));
        this.stateSpace = child("state_space", new S4dLayer(config, streams.scope("state_space")));
        this.mixing = child("mixing", new Linear(size, 2 * size, streams.scope("mixing")));
        this.dropout = new Dropout(config.dropout());
    }

    /** The number of trainable numbers of such a block. */
    static long parameters(S4dConfig config) {
        int size = config.modelSize();
        return LayerNorm.parameters(size)
                + S4dLayer.parameters(config)
                + Linear.parameters(size, 2 * size);
    }

    /** The floating-point operations for one of T time steps. */
    static long flops(S4dConfig config, int length) {
        int size = config.modelSize();
        return S4dLayer.flops(config, length) + Linear.flops(size, 2 * size);
    }

    @Override
    protected NDArray forward(NDArray x, Weights weights) {
        NDArray h = Activation.gelu(stateSpace.apply(norm.apply(x, weights), weights));
        NDList halves = mixing.apply(dropout.apply(h, weights), weights).split(2, 2);
        return x.add(halves.get(0).mul(Activation.sigmoid(halves.get(1))));
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
