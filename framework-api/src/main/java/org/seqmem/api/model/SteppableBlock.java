// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.model;

import ai.djl.ndarray.NDArray;
import org.seqmem.api.random.RandomStreams;

/**
 * A block that also runs a sequence piece by piece, down to single steps, with a state carried from
 * each to the next. All ways give the same numbers up to rounding. A model with {@link
 * Claim#STEPPABLE} is one.
 *
 * <p>Layers inside it may be such blocks too, of whatever layout; they share the {@link Carry}.
 */
public abstract class SteppableBlock extends SequenceBlock {

    /**
     * @param streams where initial values come from, scoped to this block
     */
    protected SteppableBlock(RandomStreams streams) {
        super(streams);
    }

    /**
     * The forward pass of one piece. A whole sequence comes with {@link Carry#none()} and deserves
     * the fastest way; there must be one for pieces of any length from 1 on.
     *
     * @param x the input, at least one step
     * @param carry the state before, and where the state after it is kept
     * @param weights gives the arrays of parameters, and whether this is a training step
     */
    protected abstract NDArray forward(NDArray x, Carry carry, Weights weights);

    @Override
    protected final NDArray forward(NDArray x, Weights weights) {
        return forward(x, Carry.none(), weights);
    }

    /** Runs the forward pass of one piece inside that of a parent block. */
    public final NDArray apply(NDArray x, Carry carry, Weights weights) {
        return forward(x, carry, weights);
    }
}
