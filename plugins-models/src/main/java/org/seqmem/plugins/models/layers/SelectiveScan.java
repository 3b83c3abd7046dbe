// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.seqmem.api.model.Carry;

/**
 * A diagonal state space for every channel whose time step, input and output weights change from
 * step to step.
 *
 * <pre>{@code
 * h_t = exp(dt_t A) h_{t-1} + dt_t x_t b_t        y_t = h_t c_t
 * }</pre>
 *
 * <p><b>Shape:</b> {@code x} and {@code dt} (B, T, E); {@code A} (E, N), negative; {@code b} and
 * {@code c} (B, T, N); output (B, T, E). Carries h, (B, E, N).
 *
 * <p>There are two ways with the same result. The loop takes one step after the other: what one
 * step needs stays in the cache, and each number is touched some ten times. The {@linkplain
 * #doubled doubling scan} takes log2(T) operations on all steps, each of which touches every
 * number; it pays where steps are so small that the calls count.
 *
 * <p><b>Source:</b> Gu and Dao, "Mamba: linear-time sequence modeling with selective state spaces"
 * (2023), and their code (seen): the input is weighted by {@code dt}, not by the exact integral.
 */
public final class SelectiveScan {

    /** Below this many numbers a step, the time of a call outweighs that of its arithmetic. */
    private static final long SMALL_STEP = 1 << 9;

    private SelectiveScan() {}

    /** Runs all steps of a piece; shapes as above. */
    public static NDArray run(NDArray x, NDArray dt, NDArray a, NDArray b, NDArray c, Carry carry) {
        long step = x.getShape().get(0) * a.size();
        return step < SMALL_STEP && x.getShape().get(1) > 2
                ? doubling(x, dt, a, b, c, carry)
                : loop(x, dt, a, b, c, carry);
    }

    /** One step after the other. */
    static NDArray loop(NDArray x, NDArray dt, NDArray a, NDArray b, NDArray c, Carry carry) {
        long length = x.getShape().get(1);
        // time first: then a step is a piece of memory of its own
        NDList steps = dt.transpose(1, 0, 2).expandDims(3).split(length, 0); // (1, B, E, 1) each
        NDList inputs = dt.mul(x).transpose(1, 0, 2).expandDims(3).split(length, 0);
        NDList into = b.transpose(1, 0, 2).expandDims(2).split(length, 0); // (1, B, 1, N)
        NDList outOf = c.transpose(1, 0, 2).expandDims(3).split(length, 0); // (1, B, N, 1)
        Optional<NDArray> before = carry.take().map(state -> state.expandDims(0));
        NDList outputs = new NDList();
        NDArray state = null;
        for (int t = 0; t < length; t++) {
            // a product of matrices, for its gradient needs no array of the size of the state
            NDArray added = inputs.get(t).matMul(into.get(t)); // (1, B, E, N)
            NDArray old = state == null ? before.orElse(null) : state;
            state = old == null ? added : decayed(old, steps.get(t), a).addi(added);
            outputs.add(state.matMul(outOf.get(t)).reshape(x.getShape().get(0), -1)); // (B, E)
        }
        if (state != null) {
            carry.keep(state.squeeze(0));
        }
        return NDArrays.stack(outputs, 1);
    }

    private static NDArray decayed(NDArray state, NDArray step, NDArray a) {
        // the gradient of exp needs its result only: free the argument now, not after the step
        try (NDArray exponent = step.mul(a)) {
            return exponent.exp().mul(state);
        }
    }

    /** All steps in log2(T) rounds. */
    static NDArray doubling(NDArray x, NDArray dt, NDArray a, NDArray b, NDArray c, Carry carry) {
        NDArray decay = dt.transpose(1, 0, 2).expandDims(3).mul(a).exp(); // (T, B, E, N)
        NDArray added =
                dt.mul(x)
                        .transpose(1, 0, 2)
                        .expandDims(3)
                        .matMul(b.transpose(1, 0, 2).expandDims(2));
        NDArray states = doubled(decay, added, carry.take());
        carry.keep(states.get(states.getShape().get(0) - 1));
        return states.matMul(c.transpose(1, 0, 2).expandDims(3)) // (T, B, E, 1)
                .squeeze(3)
                .transpose(1, 0, 2);
    }

    /**
     * The recurrence {@code h_t = a_t h_{t-1} + b_t}, number by number, in log2(T) rounds: after
     * round r each h_t holds what the last 2^r steps add, and each a_t the decay over them.
     *
     * @param decay shape (T, ...)
     * @param added shape (T, ...)
     * @param before the state before the first step, shape (...)
     * @return shape (T, ...)
     */
    static NDArray doubled(NDArray decay, NDArray added, Optional<NDArray> before) {
        long length = added.getShape().get(0);
        NDArray a = decay;
        NDArray h = added;
        if (before.isPresent()) {
            NDArray first = decay.get(new NDIndex(":1")).mul(before.get()).add(added.get(":1"));
            h = length == 1 ? first : first.concat(added.get(new NDIndex("1:")), 0);
        }
        for (long shift = 1; shift < length; shift *= 2) {
            NDIndex late = new NDIndex("{}:", shift);
            NDIndex early = new NDIndex(":{}", length - shift);
            NDIndex settled = new NDIndex(":{}", shift);
            NDArray reached = a.get(late);
            h = h.get(settled).concat(reached.mul(h.get(early)).add(h.get(late)), 0);
            // what has no further past needs no decay any more
            Shape none = new Shape(shift).addAll(a.getShape().slice(1));
            a = a.getManager().zeros(none, a.getDataType()).concat(reached.mul(a.get(early)), 0);
        }
        return h;
    }
}
