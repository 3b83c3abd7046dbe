// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.convolution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.seqmem.plugins.models.layers.EngineProgram;
import org.seqmem.plugins.models.layers.RowConvolution;

/**
 * A rectified {@link CausalConvolution} of whole sequences with its gradient by hand. Rows are
 * steps times sequences, time first, so that a tap that looks back is a product of fewer rows.
 *
 * <pre>{@code
 * y = relu(c),   c = bias + sum_k shift_k(x) W_k^T
 * dc = dy where y > 0
 * dx = sum_k shift_k^T(dc W_k),   dW_k = dc^T shift_k(x),   dbias = sum dc
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

    /** Shapes (rows, in), (rows the first tap looks back, in), (out, in, 1, K) and (out). */
    private static final EngineProgram FORWARD =
            new EngineProgram(
                    "x: Tensor, zeros: Tensor, kernel: Tensor, bias: Tensor",
                    "Tensor",
                    """
                    dilation = zeros.size(0) // (kernel.size(3) - 1)
                    image = torch.cat([zeros, x]).unsqueeze(0).unsqueeze(0).permute([0, 3, 1, 2])
                    y = torch.conv2d(image, kernel, bias, [1, 1], [0, 0], [1, dilation])
                    return torch.relu(y.squeeze(2).squeeze(0).t())
                    """);

    private static final EngineProgram BACKWARD = backward("False", "");
    private static final EngineProgram BACKWARD_TO_INPUT =
            backward("True", ", dx.squeeze(2).squeeze(0).t()[zeros.size(0):]");

    private final NDArray x;
    private final long rowsBack;
    private final TapWeights weights;
    private @Nullable NDArray y;

    /**
     * @param x shape (T B, in)
     * @param rowsBack how many rows lie between a tap and the next one: dilation times B
     */
    UnrecordedConvolution(NDArray x, long rowsBack, TapWeights weights) {
        this.x = x;
        this.rowsBack = rowsBack;
        this.weights = weights;
    }

    /** Gives the gradients of the kernel and of the bias, and what else is asked for. */
    private static EngineProgram backward(String whetherOfInput, String more) {
        return new EngineProgram(
                "dy: Tensor, y: Tensor, x: Tensor, zeros: Tensor, kernel: Tensor",
                more.isEmpty() ? "Tuple[Tensor, Tensor]" : "Tuple[Tensor, Tensor, Tensor]",
                String.format(
                        """
                        dilation = zeros.size(0) // (kernel.size(3) - 1)
                        dc = torch.threshold_backward(dy, y, 0)
                        above = dc.unsqueeze(0).unsqueeze(0).permute([0, 3, 1, 2])
                        image = torch.cat([zeros, x]).unsqueeze(0).unsqueeze(0).permute([0, 3, 1, 2])
                        dx, dkernel, dbias = torch.convolution_backward(
                            above, image, kernel, [kernel.size(0)], [1, 1], [0, 0], [1, dilation],
                            False, [0, 0], 1, [%s, True, True])
                        return dkernel, dbias%s
                        """,
                        whetherOfInput, more));
    }

    /** The outputs, shape (T B, out). */
    NDArray forward() {
        NDArray result = isConvolution() ? convolved() : multiplied();
        y = result;
        return result;
    }

    private NDArray convolved() {
        try (NDArray zeros = zeros()) {
            return FORWARD.run(x, zeros, weights.kernel(), weights.bias()).singletonOrThrow();
        }
    }

    private NDArray multiplied() {
        int last = weights.taps() - 1;
        try (NDArray c = Linear.linear(x, weights.of(last), weights.bias()).singletonOrThrow()) {
            for (int k = last - 1; k >= 0 && reach(k) < length(); k--) {
                try (NDArray early = early(x, k);
                        NDArray product = Linear.linear(early, weights.of(k)).singletonOrThrow();
                        NDArray late = late(c, k)) {
                    late.addi(product);
                }
            }
            return Activation.relu(c);
        }
    }

    /**
     * Adds the gradients of the parameters.
     *
     * @param dy gradient of {@link #forward}'s result
     */
    void backward(NDArray dy) {
        if (isConvolution()) {
            add(convolvedBack(BACKWARD, dy));
            return;
        }
        try (NDArray dc = throughRelu(dy)) {
            multipliedBack(dc);
        }
    }

    /**
     * Adds the gradients of the parameters, and gives that of the input.
     *
     * @param dy gradient of {@link #forward}'s result
     */
    NDArray backwardToInput(NDArray dy) {
        if (isConvolution()) {
            NDList gradients = convolvedBack(BACKWARD_TO_INPUT, dy);
            add(gradients);
            return gradients.get(2);
        }
        try (NDArray dc = throughRelu(dy)) {
            multipliedBack(dc);
            int last = weights.taps() - 1;
            NDArray dx = dc.matMul(weights.of(last));
            for (int k = last - 1; k >= 0 && reach(k) < length(); k--) {
                try (NDArray late = late(dc, k);
                        NDArray product = late.matMul(weights.of(k));
                        NDArray early = early(dx, k)) {
                    early.addi(product);
                }
            }
            return dx;
        }
    }

    private NDList convolvedBack(EngineProgram program, NDArray dy) {
        try (NDArray zeros = zeros()) {
            return program.run(dy, result(), x, zeros, weights.kernel());
        }
    }

    /** Of the kernel and of the bias. */
    private void add(NDList gradients) {
        weights.add(gradients.get(0));
        try (NDArray ofBias = gradients.get(1)) {
            weights.addToBias(ofBias);
        }
    }

    private void multipliedBack(NDArray dc) {
        for (int k = weights.taps() - 1; k >= 0 && reach(k) < length(); k--) {
            try (NDArray late = late(dc, k);
                    NDArray transposed = late.transpose();
                    NDArray early = early(x, k);
                    NDArray product = transposed.matMul(early)) {
                weights.add(k, product);
            }
        }
        try (NDArray sum = dc.sum(new int[] {0})) {
            weights.addToBias(sum);
        }
    }

    private NDArray throughRelu(NDArray dy) {
        return result().sign().muli(dy);
    }

    private NDArray result() {
        return Objects.requireNonNull(y, "forward() comes first");
    }

    /** Whether the engine convolves, forward and backward. */
    private boolean isConvolution() {
        long in = x.getShape().get(1);
        long out = weights.bias().getShape().get(0);
        return weights.taps() > 1
                && reach(0) < length()
                && RowConvolution.pays(x.getDataType(), length(), in, out);
    }

    /** As many rows as the first tap looks back. */
    private NDArray zeros() {
        Shape shape = new Shape(reach(0), x.getShape().get(1));
        return x.getManager().zeros(shape, x.getDataType());
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
