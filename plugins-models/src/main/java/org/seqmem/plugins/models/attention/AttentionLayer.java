// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import java.util.OptionalInt;
import org.seqmem.api.model.Carry;
import org.seqmem.api.model.PositionEncoding;
import org.seqmem.api.model.SteppableBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.plugins.models.layers.Dropout;
import org.seqmem.plugins.models.layers.EngineProgram;
import org.seqmem.plugins.models.layers.LayerNorm;
import org.seqmem.plugins.models.layers.Linear;

/**
 * Causal multi-head self-attention with a residual connection.
 *
 * <pre>{@code
 * q, k, v = W z + b                            (one product, 3 D rows: first q, then k, then v)
 * a_ts = softmax over s <= t of rotate(q_t) . rotate(k_s) / sqrt(d) + bias(t - s)
 * f(z) = W_o concat over heads(sum_s a_ts v_s) + b_o
 * y = x + f(norm(x))        or, with the norm after the layer,        y = norm(x + f(x))
 * }</pre>
 *
 * <p>Head h owns the coordinates h d to h d + d - 1, with d = D / heads. A masked score is minus
 * infinity, so that its weight is exactly 0 and nothing of a later step comes through. From piece
 * to piece the keys, already rotated, and the values are carried.
 *
 * <p><b>Shape:</b> (B, T, D) to the same.
 *
 * <p><b>Source:</b> Vaswani and others, "Attention is all you need" (2017), section 3.2; the norm
 * before the layer: Xiong and others, "On layer normalization in the transformer architecture"
 * (2020).
 */
final class AttentionLayer extends SteppableBlock {

    /** The engine's fused attention, which keeps no scores for the gradient. */
    private static final EngineProgram LOOK =
            new EngineProgram(
                    "q: Tensor, k: Tensor, v: Tensor, mask: Tensor",
                    "Tensor",
                    "return torch.scaled_dot_product_attention(q, k, v, mask)");

    /** More leave out less and less, and each takes a few operations more. */
    private static final int BLOCKS = 4;

    /** Scores of fewer steps take no longer than the operations around them. */
    private static final int SMALLEST_BLOCK = 32;

    private final int size;
    private final int heads;
    private final NormPlace normPlace;
    private final PositionEncoding position;
    private final OptionalInt window;
    private final LayerNorm norm;
    private final Linear queryKeyValue;
    private final Linear projection;
    private final Dropout dropout;

    /**
     * @param size D, a multiple of the number of heads
     * @param heads number of heads
     * @param dropout share of the output dropped in training
     * @param normPlace where the norm is
     * @param position acts on queries, keys and scores; belongs to the model, not to this layer
     * @param window how many of the last steps a step looks at; empty if all
     * @param streams for the initial values, scoped to this layer
     */
    AttentionLayer(
            int size,
            int heads,
            double dropout,
            NormPlace normPlace,
            PositionEncoding position,
            OptionalInt window,
            RandomStreams streams) {
        super(streams);
        this.size = size;
        this.heads = heads;
        this.normPlace = normPlace;
        this.position = position;
        this.window = window;
        this.dropout = new Dropout(dropout);
        this.norm = child("norm", new LayerNorm(size, streams.scope("norm")));
        this.queryKeyValue = child("qkv", new Linear(size, 3 * size, streams.scope("qkv")));
        this.projection = child("projection", new Linear(size, size, streams.scope("projection")));
    }

    /** The number of trainable numbers of such a layer. */
    static long parameters(int size) {
        return LayerNorm.parameters(size)
                + Linear.parameters(size, 3 * size)
                + Linear.parameters(size, size);
    }

    /** The floating-point operations of its products for one of T time steps. */
    static long flops(int size, int length) {
        // scores and weighted values of all T positions: masked ones are computed too
        return Linear.flops(size, 3 * size) + Linear.flops(size, size) + 4L * size * length;
    }

    @Override
    protected NDArray forward(NDArray x, Carry carry, Weights weights) {
        return attend(x, carry, mask(x, carry, weights), weights);
    }

    /**
     * What is added to the scores of this layer, and of all layers of its model.
     *
     * @param x shape (B, T, D)
     */
    NDArray mask(NDArray x, Carry carry, Weights weights) {
        int queries = Math.toIntExact(x.getShape().get(1));
        int keys = Math.toIntExact(kept(carry.position()) + queries);
        return AttentionMask.of(queries, keys, window, position.bias(keys, x, weights), x);
    }

    /**
     * The forward pass with a mask made before.
     *
     * @param x shape (B, T, D)
     * @param mask of {@link #mask}
     */
    NDArray attend(NDArray x, Carry carry, NDArray mask, Weights weights) {
        return normPlace == NormPlace.POST
                ? norm.apply(x.add(mixed(x, carry, mask, weights)), weights)
                : x.add(mixed(norm.apply(x, weights), carry, mask, weights));
    }

    private NDArray mixed(NDArray z, Carry carry, NDArray mask, Weights weights) {
        long batch = z.getShape().get(0);
        long length = z.getShape().get(1);
        long headSize = size / heads;
        NDList parts =
                queryKeyValue
                        .apply(z, weights) // (B, T, 3D)
                        .reshape(batch, length, 3, heads, headSize)
                        .transpose(2, 0, 3, 1, 4) // (3, B, heads, T, d)
                        .split(3, 0);
        NDArray query = position.rotate(parts.get(0).squeeze(0), carry.position(), weights);
        NDArray key =
                continued(
                        position.rotate(parts.get(1).squeeze(0), carry.position(), weights), carry);
        NDArray value = continued(parts.get(2).squeeze(0), carry); // (B, heads, keys, d)
        NDArray seen =
                (carry.keeps()
                                ? look(query, key, value, mask)
                                : lookInBlocks(query, key, value, mask))
                        .transpose(0, 2, 1, 3)
                        .reshape(batch, length, size);
        return dropout.apply(projection.apply(seen, weights), weights);
    }

    /**
     * What queries see of values.
     *
     * @param query shape (B, heads, queries, d)
     * @param key shape (B, heads, keys, d)
     * @param value shape (B, heads, keys, d)
     * @param mask shape (queries, keys), perhaps with heads before them
     * @return shape (B, heads, queries, d)
     */
    static NDArray look(NDArray query, NDArray key, NDArray value, NDArray mask) {
        return LOOK.run(query, key, value, mask).singletonOrThrow();
    }

    /**
     * The same for a whole sequence, in blocks of steps, none of which looks at keys behind its
     * end: a mask would hide them, but only after their scores were computed. Four blocks leave out
     * three eighths of all scores.
     */
    static NDArray lookInBlocks(NDArray query, NDArray key, NDArray value, NDArray mask) {
        long length = query.getShape().get(2);
        long block = Math.max(SMALLEST_BLOCK, (length + BLOCKS - 1) / BLOCKS);
        if (length <= block) {
            return look(query, key, value, mask);
        }
        NDList seen = new NDList();
        for (long from = 0; from < length; from += block) {
            long to = Math.min(length, from + block);
            seen.add(
                    look(
                            steps(query, from, to),
                            steps(key, 0, to),
                            steps(value, 0, to),
                            mask.get(new NDIndex("..., {}:{}, :{}", from, to, to))));
        }
        return NDArrays.concat(seen, 2);
    }

    private static NDArray steps(NDArray array, long from, long to) {
        return to - from == array.getShape().get(2)
                ? array
                : array.get(new NDIndex(":, :, {}:{}", from, to));
    }

    /** Keys or values behind those of the steps before, as far as a window lets them be seen. */
    private NDArray continued(NDArray now, Carry carry) {
        Optional<NDArray> before = carry.take();
        NDArray all = before.isPresent() ? before.get().concat(now, 2) : now;
        if (carry.keeps()) {
            long length = all.getShape().get(2);
            long kept = kept(length);
            carry.keep(kept == length ? all : all.get(new NDIndex(":, :, {}:", length - kept)));
        }
        return all;
    }

    /** How many of the steps so far a next one can still look at. */
    private long kept(long steps) {
        return Math.min(steps, window.isPresent() ? window.getAsInt() - 1L : steps);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... shapes) {
        norm.initialize(manager, dataType, shapes);
        queryKeyValue.initialize(manager, dataType, shapes);
        projection.initialize(manager, dataType, shapes);
    }
}
