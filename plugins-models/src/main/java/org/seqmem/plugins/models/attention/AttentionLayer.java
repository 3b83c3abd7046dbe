// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.seqmem.api.model.PositionEncoding;
import org.seqmem.api.model.SequenceBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.plugins.models.layers.Dropout;
import org.seqmem.plugins.models.layers.LayerNorm;
import org.seqmem.plugins.models.layers.Linear;
import org.seqmem.plugins.models.layers.Scalars;

/**
 * Causal multi-head self-attention behind a layer norm, with a residual connection.
 *
 * <pre>{@code
 * q, k, v = W norm(x) + b                      (one product, 3 D rows: first q, then k, then v)
 * a_ts = softmax over s <= t of bias(rotate(q_t) . rotate(k_s) / sqrt(d))
 * y = x + W_o concat over heads(sum_s a_ts v_s) + b_o
 * }</pre>
 *
 * <p>Head h owns the coordinates h d to h d + d - 1, with d = D / heads. A masked score is minus
 * infinity, so that its weight is exactly 0 and nothing of a later step comes through.
 *
 * <p><b>Shape:</b> (B, T, D) to the same.
 *
 * <p><b>Source:</b> Vaswani and others, "Attention is all you need" (2017), section 3.2; the norm
 * before the layer: Xiong and others, "On layer normalization in the transformer architecture"
 * (2020).
 */
final class AttentionLayer extends SequenceBlock {

    private final int size;
    private final int heads;
    private final PositionEncoding position;
    private final LayerNorm norm;
    private final Linear queryKeyValue;
    private final Linear projection;
    private final Dropout dropout;

    /**
     * @param size D, a multiple of the number of heads
     * @param heads number of heads
     * @param dropout share of the output dropped in training
     * @param position acts on queries, keys and scores; belongs to the model, not to this layer
     * @param streams for the initial values, scoped to this layer
     */
    AttentionLayer(
            int size, int heads, double dropout, PositionEncoding position, RandomStreams streams) {
        super(streams);
        this.size = size;
        this.heads = heads;
        this.position = position;
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
    protected NDArray forward(NDArray x, Weights weights) {
        return attend(x, causalMask(x), weights);
    }

    /**
     * The forward pass with a mask made before, which all layers share.
     *
     * @param x shape (B, T, D)
     * @param mask of {@link #causalMask}
     */
    NDArray attend(NDArray x, NDArray mask, Weights weights) {
        long batch = x.getShape().get(0);
        long length = x.getShape().get(1);
        long headSize = size / heads;
        NDList parts =
                queryKeyValue
                        .apply(norm.apply(x, weights), weights) // (B, T, 3D)
                        .reshape(batch, length, 3, heads, headSize)
                        .transpose(2, 0, 3, 1, 4) // (3, B, heads, T, d)
                        .split(3, 0);
        NDArray query = position.rotate(parts.get(0).squeeze(0), weights);
        NDArray key = position.rotate(parts.get(1).squeeze(0), weights);
        NDArray value = parts.get(2).squeeze(0); // (B, heads, T, d)
        // scaling queries touches T d numbers a head, scaling scores T T
        NDArray scores =
                Scalars.times(query, 1 / Math.sqrt((double) headSize))
                        .matMul(key.transpose(0, 1, 3, 2));
        NDArray attention =
                position.bias(scores, weights).add(mask).softmax(-1); // (B, heads, T, T)
        NDArray mixed = attention.matMul(value).transpose(0, 2, 1, 3).reshape(batch, length, size);
        return x.add(dropout.apply(projection.apply(mixed, weights), weights));
    }

    /**
     * What is added to scores: 0 where a step may look, minus infinity where it may not.
     *
     * @param x shape (B, T, D)
     * @return shape (T, T), last axis the step looked at
     */
    static NDArray causalMask(NDArray x) {
        int length = Math.toIntExact(x.getShape().get(1));
        float[] mask = new float[length * length];
        for (int t = 0; t < length; t++) {
            Arrays.fill(mask, t * length + t + 1, (t + 1) * length, Float.NEGATIVE_INFINITY);
        }
        return x.getManager()
                .create(mask, new Shape(length, length))
                .toType(x.getDataType(), false);
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
