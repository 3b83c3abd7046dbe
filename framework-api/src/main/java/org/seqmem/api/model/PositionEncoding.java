// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.seqmem.api.random.RandomStreams;

/**
 * How attention learns of positions. An encoding acts at one or more of three places; each method
 * returns its argument unless overridden. It is a block, so that it may own parameters, and stands
 * as a child in the model that uses it.
 */
public abstract class PositionEncoding extends SequenceBlock {

    /**
     * @param streams where initial values come from
     */
    protected PositionEncoding(RandomStreams streams) {
        super(streams);
    }

    /**
     * Acts on the embedded input, once, before the first layer.
     *
     * @param x shape (B, T, D)
     */
    @Override
    protected NDArray forward(NDArray x, Weights weights) {
        return x;
    }

    /**
     * Acts on queries and on keys, in every layer.
     *
     * @param x shape (B, heads, T, head size)
     */
    public NDArray rotate(NDArray x, Weights weights) {
        return x;
    }

    /**
     * Acts on the scaled scores, in every layer, before the causal mask and softmax.
     *
     * @param scores shape (B, heads, T, T), last axis the position attended to
     */
    public NDArray bias(NDArray scores, Weights weights) {
        return scores;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... shapes) {
        // an encoding has parameters, not blocks
    }
}
