// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.convolution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import org.jspecify.annotations.Nullable;

/**
 * A {@link CausalConvolution} of whole sequences with its gradient by hand. Rows are steps times
 * sequences, time first, so that a tap that looks back is a product of fewer rows.
 *
 * <pre>{@code
 * y = bias + sum_k shift_k(x) W_k^T
 * dx = sum_k shift_k^T(dy W_k),   dW_k = dy^T shift_k(x),   dbias = sum dy
 * }</pre>
 *
 * <p>y and dx of many numbers are convolutions of the engine, which beat the products by a half on
 * processors where its products do not use AVX-512: to them the rows are one long sequence, whose
 * channels lie next to each other, and a tap looks back over all sequences of a step.
 *
 * <p>Views are closed as well as arrays: one that is left keeps the memory of the whole until the
 * step ends.
 */
final class UnrecordedConvolution {

    /**
     * Of fewer numbers, what is won goes into the padded copy; and of 20480 or fewer the engine
     * makes convolutions another way, many times slower.
     */
    private static final long FEWEST_NUMBERS = 1 << 16;

    /** Numbers in a register of AVX-512: of fewer channels, a convolution leaves it part empty. */
    private static final long FEWEST_CHANNELS = 16;

    private static final Shape STRIDE = new Shape(1, 1);
    private static final Shape NO_PADDING = new Shape(0, 0);

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
            try (NDArray before = zeros(x);
                    NDArray padded = before.concat(x, 0)) {
                return convolution(padded, weights.kernel(), weights.bias());
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

    /** The gradient of the input, given that of {@link #forward}'s result. */
    NDArray inputGradient(NDArray gradient) {
        if (isConvolution()) {
            try (NDArray after = zeros(gradient);
                    NDArray padded = gradient.concat(after, 0)) {
                return convolution(padded, weights.backwardKernel(), null);
            }
        }
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

    /** Whether {@link #forward} and {@link #inputGradient} are convolutions of the engine. */
    private boolean isConvolution() {
        long in = x.getShape().get(1);
        long out = weights.bias().getShape().get(0);
        return x.getDataType() == DataType.FLOAT32
                && weights.taps() > 1
                && reach(0) < length()
                && Math.min(in, out) >= FEWEST_CHANNELS
                && length() * Math.min(in, out) > FEWEST_NUMBERS;
    }

    /** As many rows as the first tap looks back. */
    private NDArray zeros(NDArray like) {
        Shape shape = new Shape(reach(0), like.getShape().get(1));
        return like.getManager().zeros(shape, like.getDataType());
    }

    /**
     * A convolution of rows as an image one row high, channels last in memory.
     *
     * @param rows shape (T B + reach, in)
     * @param kernel shape (out, in, 1, K)
     * @return shape (T B, out)
     */
    private NDArray convolution(NDArray rows, NDArray kernel, @Nullable NDArray bias) {
        Shape dilation = new Shape(1, rowsBack);
        try (NDArray high = rows.reshape(1, 1, rows.getShape().get(0), rows.getShape().get(1));
                NDArray image = high.transpose(0, 3, 1, 2);
                NDArray y =
                        Conv2d.conv2d(image, kernel, bias, STRIDE, NO_PADDING, dilation, 1)
                                .singletonOrThrow();
                NDArray channelsLast = y.transpose(0, 2, 3, 1)) {
            return channelsLast.reshape(length(), -1);
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
