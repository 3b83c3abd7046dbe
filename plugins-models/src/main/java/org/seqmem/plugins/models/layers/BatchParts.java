// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import java.util.function.UnaryOperator;

/**
 * Takes a batch a part at a time: few enough sequences that what an operation leaves is still in
 * the cache when the next one comes. Sequences do not know of each other, so that the numbers are
 * the same, and their gradients up to the order in which they are added.
 */
public final class BatchParts {

    /** Numbers of one hidden sequence of a part: a megabyte in single precision. */
    private static final long NUMBERS = 1 << 18;

    private BatchParts() {}

    /** How many sequences of a length make a part, at least one. */
    public static long sequences(long length, long width) {
        return Math.max(1, NUMBERS / (length * width));
    }

    /**
     * Runs a model.
     *
     * @param x shape (B, T, d_in)
     * @param width of its hidden sequences
     * @param model from (b, T, d_in) to (b, T, d_out) for any b
     * @return shape (B, T, d_out)
     */
    public static NDArray run(NDArray x, int width, UnaryOperator<NDArray> model) {
        long batch = x.getShape().get(0);
        long part = sequences(x.getShape().get(1), width);
        if (batch <= part) {
            return model.apply(x);
        }
        NDList outputs = new NDList();
        for (long from = 0; from < batch; from += part) {
            NDIndex sequences = new NDIndex().addSliceDim(from, Math.min(batch, from + part));
            outputs.add(model.apply(x.get(sequences)));
        }
        return NDArrays.concat(outputs, 0);
    }
}
