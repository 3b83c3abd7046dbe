// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/** What is added to scores, or to logarithms of weights, so that no step looks ahead. */
public final class CausalMask {

    private CausalMask() {}

    /**
     * Zero where a step may look and minus infinity elsewhere.
     *
     * @param queries how many steps look
     * @param keys how many are looked at, the queries' own the last of them
     * @param visible how many of the last steps one may look at, itself included
     * @param like gives the manager and the data type
     * @return shape (queries, keys)
     */
    public static NDArray of(int queries, int keys, int visible, NDArray like) {
        float[] mask = new float[queries * keys];
        for (int i = 0; i < queries; i++) {
            int at = keys - queries + i; // the query's own place among the keys
            int row = i * keys;
            Arrays.fill(mask, row, row + Math.max(0, at + 1 - visible), Float.NEGATIVE_INFINITY);
            Arrays.fill(mask, row + at + 1, row + keys, Float.NEGATIVE_INFINITY);
        }
        return like.getManager()
                .create(mask, new Shape(queries, keys))
                .toType(like.getDataType(), false);
    }
}
