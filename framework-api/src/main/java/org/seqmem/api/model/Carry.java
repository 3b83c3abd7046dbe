// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Optional;

/**
 * What a model carries from one piece of a sequence to the next. Layers {@linkplain #take() take}
 * what they left after the piece before and {@linkplain #keep(NDArray) keep} what they need for the
 * next one, each in the same order in every piece.
 *
 * <pre>{@code
 * Carry carry = Carry.start();
 * y1 = model.apply(x1, carry, weights);       // x1 and x2, pieces of one sequence:
 * carry = carry.next(T1);                     // (B, T1, d_in) and (B, T2, d_in)
 * y2 = model.apply(x2, carry, weights);
 * }</pre>
 *
 * <p>The arrays have the batch as their first axis and belong to the manager of the piece's input:
 * who closes that first saves them, see {@link #state()}. A carry serves one pass.
 */
public final class Carry {

    private final NDList before;
    private final NDList after = new NDList();
    private final long position;
    private final boolean keeps;
    private int taken;

    private Carry(NDList before, long position, boolean keeps) {
        this.before = before;
        this.position = position;
        this.keeps = keeps;
    }

    /** For a whole sequence: nothing comes before it, and nothing is kept for later. */
    public static Carry none() {
        return new Carry(new NDList(), 0, false);
    }

    /** For the first piece of a sequence. */
    public static Carry start() {
        return new Carry(new NDList(), 0, true);
    }

    /**
     * For a piece in the midst of a sequence.
     *
     * @param state what was kept after the piece before
     * @param position how many steps came before
     * @throws IllegalArgumentException if the position is not positive
     */
    public static Carry of(NDList state, long position) {
        if (position < 1) {
            throw new IllegalArgumentException(
                    "a state is that after at least one step, not after " + position);
        }
        return new Carry(state, position, true);
    }

    /**
     * For the piece after this one.
     *
     * @param steps how long this piece was
     */
    public Carry next(long steps) {
        return of(after, position + steps);
    }

    /** What was kept so far, in order. */
    public NDList state() {
        return new NDList(after);
    }

    /** How many steps came before this piece. */
    public long position() {
        return position;
    }

    /** Whether somebody will take what is kept; if not, it need not be computed. */
    public boolean keeps() {
        return keeps;
    }

    /**
     * The next array that was kept after the piece before; empty at the beginning of a sequence.
     *
     * @throws IllegalStateException if no more were kept
     */
    public Optional<NDArray> take() {
        if (position == 0) {
            return Optional.empty();
        }
        if (taken == before.size()) {
            throw new IllegalStateException(
                    "a layer wants more than the " + taken + " arrays kept after the piece before");
        }
        return Optional.of(before.get(taken++));
    }

    /** Keeps an array for the next piece, unless nobody will take it. */
    public void keep(NDArray array) {
        if (keeps) {
            after.add(array);
        }
    }
}
