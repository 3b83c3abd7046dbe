// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.seqmem.api.Experimental;
import org.seqmem.api.random.RandomStreams;

/**
 * How attention learns of positions. An encoding acts at one or more of three places; what it does
 * not override changes nothing. It is a block, so that it may own parameters, and stands as a child
 * in the model that uses it. How far attention looks back is no act of it but among the facts of
 * its plugin.
 *
 * <p>Positions count from 0 at the beginning of a sequence, also when it is run piece by piece.
 */
@Experimental
public abstract class PositionEncoding extends SequenceBlock {

    /**
     * @param streams where initial values come from
     */
    protected PositionEncoding(RandomStreams streams) {
        super(streams);
    }

    /**
     * What is added to the embedded input, once, before the first layer.
     *
     * @param first the position of the first step
     * @param length how many steps
     * @param like gives the manager and the data type
     * @param weights gives the arrays of parameters
     * @return shape (length, D); empty for nothing
     */
    public Optional<NDArray> added(long first, int length, NDArray like, Weights weights) {
        return Optional.empty();
    }

    /**
     * Adds {@link #added} to the embedded input.
     *
     * @param x shape (B, T, D)
     * @param first the position of the first step of {@code x}
     * @param weights gives the arrays of parameters
     */
    public final NDArray embed(NDArray x, long first, Weights weights) {
        int length = Math.toIntExact(x.getShape().get(1));
        return added(first, length, x, weights).map(x::add).orElse(x);
    }

    /**
     * Acts on queries and on keys, in every layer. One that does nothing gives back {@code x}
     * itself: then a transformer may compute another, faster way.
     *
     * @param x shape (B, heads, T, head size)
     * @param first the position of the first step of {@code x}
     * @param weights gives the arrays of parameters
     */
    public NDArray rotate(NDArray x, long first, Weights weights) {
        return x;
    }

    /**
     * What is added to the scaled score of a step n steps back, in every layer, before softmax.
     *
     * @param distances for how many n, from 0 on
     * @param like gives the manager and the data type
     * @param weights gives the arrays of parameters
     * @return shape (heads, distances) or, for all heads the same, (1, distances); empty for
     *     nothing
     */
    public Optional<NDArray> bias(int distances, NDArray like, Weights weights) {
        return Optional.empty();
    }

    @Override
    protected final NDArray forward(NDArray x, Weights weights) {
        return embed(x, 0, weights);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }
}
