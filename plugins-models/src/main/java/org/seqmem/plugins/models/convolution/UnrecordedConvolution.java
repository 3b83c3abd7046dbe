// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.convolution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import org.seqmem.plugins.models.layers.RowConvolution;

/**
 * A {@link CausalConvolution} of whole sequences with its gradient by hand. Rows are steps times
 * sequences, time first, so that a tap that looks back is a product of fewer rows.
 *
 * <pre>{@code
 * y = bias + sum_k shift_k(x) W_k^T
 * dx = sum_k shift_k^T(dy W_k),   dW_k = dy^T shift_k(x),   dbias = sum dy
 * }</pre>
 *
 * <p>Of many numbers they are convolutions of the engine, which beat the products by a half on
 * processors where its products do not use AVX-512: to them the rows are one long sequence, whose
 * channels lie next to each other, and a tap looks back over all sequences of a step.
 *
 * <p>Views are closed as well as arrays: one that is left keeps the memory of the whole until the
 * step ends.
 */
final class UnrecordedConvolution {

    private final NDArray x;
    private final long rowsBack;
    private final TapWeights weights;

    /**
     * @param x shape (T B, in)
     * @param rowsBack how many rows lie between a tap and the next one: dilation times B
     */
    UnrecordedConvolution(NDArray x, long rowsBack, TapWeights weights) {
        this.x = x;
        this.rowsBack = rowsBack;
        this.weights = weights;
    }

    /** The outputs, shape (T B, out). */
    NDArray forward() {
        if (isConvolution()) {
            try (NDArray padded = padded();
                    NDArray image =
                            RowConvolution.apply(
                                    padded, 1, weights.kernel(), weights.bias(), rowsBack)) {
                return image.squeeze(0);
            }
        }
        int last = weights.taps() - 1;
        NDArray y = Linear.linear(x, weights.of(last), weights.bias()).singletonOrThrow();
        for (int k = last - 1; k >= 0 && reach(k) < length(); k--) {
            try (NDArray early = early(x, k);
                    NDArray product = Linear.linear(early, weights.of(k)).singletonOrThrow();
                    NDArray late = late(y, k)) {
                late.addi(product);
            }
        }
        return y;
    }

    /**
     * Adds the gradients of the parameters.
     *
     * @param gradient of {@link #forward}'s result
     */
    void backward(NDArray gradient) {
        if (isConvolution()) {
            try (NDArray padded = padded()) {
                add(RowConvolution.parameterGradients(gradient, padded, weights.kernel()));
            }
            return;
        }
        for (int k = weights.taps() - 1; k >= 0 && reach(k) < length(); k--) {
            try (NDArray late = late(gradient, k);
                    NDArray transposed = late.transpose();
                    NDArray early = early(x, k);
                    NDArray product = transposed.matMul(early)) {
                weights.add(k, product);
            }
        }
        try (NDArray sum = gradient.sum(new int[] {0})) {
            weights.addToBias(sum);
        }
    }

    /**
     * Adds the gradients of the parameters, and gives that of the input.
     *
     * @param gradient of {@link #forward}'s result
     */
    NDArray backwardToInput(NDArray gradient) {
        if (isConvolution()) {
            try (NDArray padded = padded()) {
                NDList all = RowConvolution.gradients(gradient, padded, weights.kernel());
                add(all.subNDList(1));
                try (NDArray ofPadded = all.head()) {
                    return ofPadded.get(new NDIndex().addSliceDim(reach(0), reach(0) + length()));
                }
            }
        }
        backward(gradient);
        int last = weights.taps() - 1;
        NDArray dx = gradient.matMul(weights.of(last));
        for (int k = last - 1; k >= 0 && reach(k) < length(); k--) {
            try (NDArray late = late(gradient, k);
                    NDArray product = late.matMul(weights.of(k));
                    NDArray early = early(dx, k)) {
                early.addi(product);
            }
        }
        return dx;
    }

    /** Of the kernel and of the bias. */
    private void add(NDList gradients) {
        weights.add(gradients.get(0));
        try (NDArray ofBias = gradients.get(1)) {
            weights.addToBias(ofBias);
        }
    }

    /** Whether the engine convolves, forward and backward. */
    private boolean isConvolution() {
        long in = x.getShape().get(1);
        long out = weights.bias().getShape().get(0);
        return weights.taps() > 1
                && reach(0) < length()
                && RowConvolution.pays(x.getDataType(), length(), in, out);
    }

    /** The rows behind as many zeros as the first tap looks back over. */
    private NDArray padded() {
        Shape before = new Shape(reach(0), x.getShape().get(1));
        try (NDArray zeros = x.getManager().zeros(before, x.getDataType())) {
            return zeros.concat(x, 0);
        }
    }

    /** How many rows a tap looks back: the more, the earlier it stands. */
    private long reach(int tap) {
        return (weights.taps() - 1L - tap) * rowsBack;
    }

    private long length() {
        return x.getShape().get(0);
    }

    /** The rows that a tap looks back at. */
    private NDArray early(NDArray rows, int tap) {
        return rows.get(new NDIndex().addSliceDim(0, length() - reach(tap)));
    }

    /** The rows from which a tap looks back at them; those before see nothing. */
    private NDArray late(NDArray rows, int tap) {
        return rows.get(new NDIndex().addSliceDim(reach(tap), length()));
    }
}
