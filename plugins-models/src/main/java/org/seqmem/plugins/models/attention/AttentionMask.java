// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import java.util.OptionalInt;
import org.seqmem.plugins.models.layers.CausalMask;

/**
 * What is added to scores, for all layers alike: minus infinity where a step may not look, and
 * elsewhere the bias of a distance.
 */
final class AttentionMask {

    private AttentionMask() {}

    /**
     * The mask of the last queries among the keys.
     *
     * @param queries how many steps look
     * @param keys how many are looked at, the queries' own the last of them
     * @param window how many of the last steps one may look at, itself included; empty if all
     * @param bias by distance, (heads, keys) or (1, keys); empty for none
     * @param like gives the manager and the data type
     * @return shape (queries, keys), with a bias (heads, queries, keys)
     */
    static NDArray of(
            int queries, int keys, OptionalInt window, Optional<NDArray> bias, NDArray like) {
        int visible = Math.min(keys, window.orElse(keys));
        return bias.isPresent()
                ? spread(hidden(bias.get(), visible), queries, keys)
                : CausalMask.of(queries, keys, visible, like);
    }

    /** Minus infinity for distances that are not visible. */
    private static NDArray hidden(NDArray bias, int visible) {
        long keys = bias.getShape().get(1);
        if (visible == keys) {
            return bias;
        }
        NDArray rest = infinite(bias, keys - visible);
        return bias.get(new NDIndex(":, :{}", visible)).concat(rest, 1);
    }

    /** Entry (i, j) is the bias of the distance between query i and key j; infinite ahead of it. */
    private static NDArray spread(NDArray bias, int queries, int keys) {
        // the keys from the farthest to the nearest, then those ahead
        NDArray line = bias.flip(1).concat(infinite(bias, queries), 1); // (heads, keys + queries)
        long heads = bias.getShape().get(0);
        long period = line.getShape().get(1);
        // read in rows one longer than the period, each row moves on by one place
        NDArray shifted =
                line.expandDims(1)
                        .broadcast(new Shape(heads, queries + 1L, period))
                        .reshape(heads, (queries + 1L) * period)
                        .get(new NDIndex(":, :{}", queries * (period + 1)))
                        .reshape(heads, queries, period + 1)
                        .get(new NDIndex(":, :, :{}", keys));
        return shifted.flip(1); // the last query sees the line as it stands
    }

    private static NDArray infinite(NDArray like, long columns) {
        return like.getManager()
                .full(
                        new Shape(like.getShape().get(0), columns),
                        Float.NEGATIVE_INFINITY,
                        like.getDataType());
    }
}
