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
 * Linear attention whose past fades: heads with a matrix for a state and one decay each.
 *
 * <pre>{@code
 * S_t = exp(g_t) S_{t-1} + v_t (outer) k_t        o_t = S_t q_t
 * }</pre>
 *
 * <p><b>Shape:</b> values {@code v} (B, T, H, P); logarithms of the decays {@code g} (B, T, H),
 * none positive; keys {@code k} and queries {@code q} (B, T, G, N), shared by the H / G heads of a
 * group that stand beside each other; output (B, T, H, P). Carries S, (B, H, P, N).
 *
 * <p>Runs in chunks of Q steps: within a chunk as attention, a product with a masked matrix of
 * decayed scores; from chunk to chunk only the state is carried. Exactly causal.
 *
 * <p><b>Source:</b> Dao and Gu, "Transformers are SSMs" (2024), section 6, and their code (seen).
 */
public final class DecayedAttention {

    /** Scores grow with the chunk, carried states with its inverse; measured, 16 to 32 is best. */
    private static final int LONGEST_CHUNK = 32;

    private DecayedAttention() {}

    /** Runs all steps of a piece; shapes as above. */
    public static NDArray run(NDArray v, NDArray g, NDArray k, NDArray q, Carry carry) {
        long length = v.getShape().get(1);
        return run(v, g, k, q, carry, (int) Math.min(length, LONGEST_CHUNK));
    }

    /** The same with chunks of a given length. */
    static NDArray run(NDArray v, NDArray g, NDArray k, NDArray q, Carry carry, int chunk) {
        Optional<NDArray> before = carry.take();
        if (v.getShape().get(1) == 1) {
            return step(v, g, k, q, before, carry);
        }
        long batch = v.getShape().get(0);
        long length = v.getShape().get(1);
        long heads = v.getShape().get(2);
        long size = v.getShape().get(3);
        long groups = k.getShape().get(2);
        long states = k.getShape().get(3);
        long chunks = (length + chunk - 1) / chunk;
        long shared = heads / groups;

        // a step that is filled up neither decays nor adds
        NDArray decays = Padding.toLength(g, chunks * chunk).reshape(batch, chunks, chunk, heads);
        NDArray values =
                Padding.toLength(v, chunks * chunk).reshape(batch, chunks, chunk, heads, size);
        NDArray keys = inChunks(k, chunks, chunk); // (B, n, G, Q, N)
        NDArray queries = inChunks(q, chunks, chunk);
        NDArray since = decays.cumSum(2); // (B, n, Q, H), from the beginning of the chunk

        NDArray rows = since.transpose(0, 1, 3, 2); // (B, n, H, Q)
        // in place, for these are the largest arrays of all
        NDArray weights =
                rows.expandDims(4)
                        .sub(rows.expandDims(3))
                        .addi(CausalMask.of(chunk, chunk, chunk, rows))
                        .exp();
        NDArray scores = queries.matMul(keys.transpose(0, 1, 2, 4, 3)); // (B, n, G, Q, Q)
        NDArray mixed =
                weights.reshape(batch, chunks, groups, shared, chunk, chunk)
                        .mul(scores.expandDims(3))
                        .reshape(batch, chunks, heads, chunk, chunk);
        NDArray y = mixed.matMul(values.transpose(0, 1, 3, 2, 4)).transpose(0, 1, 3, 2, 4);

        if (chunks > 1 || before.isPresent() || carry.keeps()) {
            NDArray total = since.get(new NDIndex(":, :, {}:", chunk - 1)); // (B, n, 1, H)
            NDArray left =
                    values.mul(total.sub(since).exp().expandDims(4)) // decayed to the chunk's end
                            .reshape(batch, chunks, chunk, groups, shared * size)
                            .transpose(0, 1, 3, 4, 2)
                            .matMul(keys) // (B, n, G, H/G P, N)
                            .reshape(batch, chunks, heads, size, states);
            NDArray entering =
                    entering(left, total.exp().reshape(batch, chunks, heads, 1, 1), before, carry)
                            .reshape(batch, chunks, groups, shared * size, states);
            NDArray reached =
                    queries.matMul(entering.transpose(0, 1, 2, 4, 3)) // (B, n, G, Q, H/G P)
                            .transpose(0, 1, 3, 2, 4)
                            .reshape(batch, chunks, chunk, heads, size);
            y = reached.mul(since.exp().expandDims(4)).add(y);
        }
        NDArray steps = y.reshape(batch, chunks * chunk, heads, size);
        return chunks * chunk == length ? steps : steps.get(new NDIndex(":, :{}", length));
    }

    /** The recurrence as it is written, for one step. */
    private static NDArray step(
            NDArray v, NDArray g, NDArray k, NDArray q, Optional<NDArray> before, Carry carry) {
        long batch = v.getShape().get(0);
        long heads = v.getShape().get(2);
        long size = v.getShape().get(3);
        long groups = k.getShape().get(2);
        long states = k.getShape().get(3);
        Shape perGroup = new Shape(batch, groups, heads / groups * size, states);
        NDArray state =
                v.reshape(batch, groups, heads / groups * size, 1)
                        .mul(k.reshape(batch, groups, 1, states))
                        .reshape(batch, heads, size, states);
        if (before.isPresent()) {
            state = before.get().mul(g.exp().reshape(batch, heads, 1, 1)).add(state);
        }
        carry.keep(state);
        return state.reshape(perGroup)
                .matMul(q.reshape(batch, groups, states, 1))
                .reshape(batch, 1, heads, size);
    }

    /**
     * The states with which chunks begin.
     *
     * @param left what each chunk alone leaves at its end, shape (B, n, H, P, N)
     * @param decay of a state over each chunk, shape (B, n, H, 1, 1)
     */
    private static NDArray entering(
            NDArray left, NDArray decay, Optional<NDArray> before, Carry carry) {
        long chunks = left.getShape().get(1);
        NDList added = left.split(chunks, 1);
        NDList decays = decay.split(chunks, 1);
        NDArray state = before.map(s -> s.expandDims(1)).orElseGet(() -> added.get(0).zerosLike());
        NDList states = new NDList();
        for (int i = 0; i < chunks; i++) {
            states.add(state);
            if (i < chunks - 1 || carry.keeps()) {
                state = state.mul(decays.get(i)).add(added.get(i));
            }
        }
        carry.keep(state.squeeze(1));
        return NDArrays.stack(states, 1);
    }

    /** (B, T, G, N) to (B, n, G, Q, N). */
    private static NDArray inChunks(NDArray array, long chunks, long chunk) {
        Shape shape = array.getShape();
        return Padding.toLength(array, chunks * chunk)
                .reshape(shape.get(0), chunks, chunk, shape.get(2), shape.get(3))
                .transpose(0, 1, 3, 2, 4);
    }
}
