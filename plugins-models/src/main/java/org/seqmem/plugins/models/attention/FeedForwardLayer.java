// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import ai.djl.ndarray.NDArray;
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
 * The point-wise layer of a transformer.
 *
 * <pre>{@code
 * f(z) = W_2 gelu(W_1 z + b_1) + b_2
 * y = x + f(norm(x))        or, with the norm after the layer,        y = norm(x + f(x))
 * }</pre>
 *
 * <p><b>Shape:</b> (B, T, D) to the same.
 */
final class FeedForwardLayer extends SequenceBlock {

    private final NormPlace normPlace;
    private final LayerNorm norm;
    private final Linear widen;
    private final Linear narrow;
    private final Dropout dropout;

    FeedForwardLayer(
            int size, int hiddenSize, double dropout, NormPlace normPlace, RandomStreams streams) {
        super(streams);
        this.normPlace = normPlace;
        this.norm = child("norm", new LayerNorm(size, streams.scope("norm")));
        this.widen = child("widen", new Linear(size, hiddenSize, streams.scope("widen")));
        this.narrow = child("narrow", new Linear(hiddenSize, size, streams.scope("narrow")));
        this.dropout = new Dropout(dropout);
    }

    /** The number of trainable numbers of such a layer. */
    static long parameters(int size, int hiddenSize) {
        return LayerNorm.parameters(size)
                + Linear.parameters(size, hiddenSize)
                + Linear.parameters(hiddenSize, size);
    }

    /** The floating-point operations of its products for one time step. */
    static long flops(int size, int hiddenSize) {
        return Linear.flops(size, hiddenSize) + Linear.flops(hiddenSize, size);
    }

    @Override
    protected NDArray forward(NDArray x, Weights weights) {
        return normPlace == NormPlace.POST
                ? norm.apply(x.add(mapped(x, weights)), weights)
                : x.add(mapped(norm.apply(x, weights), weights));
    }

    private NDArray mapped(NDArray z, Weights weights) {
        NDArray hidden = Activation.gelu(widen.apply(z, weights));
        return dropout.apply(narrow.apply(hidden, weights), weights);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... shapes) {
        norm.initialize(manager, dataType, shapes);
        widen.initialize(manager, dataType, shapes);
        narrow.initialize(manager, dataType, widen.getOutputShapes(shapes));
    }
}
