// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions of the engine along rows of numbers. They use AVX-512 also on processors where the
 * engine's matrix products do without.
 *
 * <p>Rows are taken for images one row high, channels last in memory, so that nothing is copied.
 */
public final class RowConvolution {

    /** Numbers in a register of AVX-512: of fewer channels, a convolution leaves it part empty. */
    private static final long FEWEST_CHANNELS = 16;

    /**
     * Of fewer numbers, a product takes less time; and of 20480 or fewer the engine makes
     * convolutions another way, many times slower.
     */
    private static final long FEWEST_NUMBERS = 1 << 16;

    private static final Shape STRIDE = new Shape(1, 1);

    /** Zeros that the engine adds make it slower than those that are there. */
    private static final Shape NO_PADDING = new Shape(0, 0);

    private static final EngineProgram PARAMETER_GRADIENTS =
            new EngineProgram(
                    "above: Tensor, x: Tensor, kernel: Tensor",
                    "Tuple[Tensor, Tensor]",
                    backward("False") + "return of_kernel, of_bias");

    private static final EngineProgram GRADIENTS =
            new EngineProgram(
                    "above: Tensor, x: Tensor, kernel: Tensor",
                    "Tuple[Tensor, Tensor, Tensor]",
                    backward("True") + "return of_x, of_kernel, of_bias");

    private RowConvolution() {}

    private static String backward(String whetherOfInput) {
        return """
        dilation = (x.size(3) - above.size(3)) // (kernel.size(3) - 1)
        of_x, of_kernel, of_bias = torch.convolution_backward(
            above, x, kernel, [above.size(1)],
            [1, 1], [0, 0], [1, dilation], False, [0, 0], 1, [%s, True, True])
        """
                .formatted(whetherOfInput);
    }

    /**
     * Whether a convolution takes less time than products: by shapes alone, in single precision.
     *
     * @param rows how many
     */
    public static boolean pays(DataType type, long rows, long inputs, long outputs) {
        long channels = Math.min(inputs, outputs);
        return type == DataType.FLOAT32
                && channels >= FEWEST_CHANNELS
                && rows * channels > FEWEST_NUMBERS;
    }

    /**
     * Convolves each of some images.
     *
     * @param rows those of one image after the other, shape (rows, in)
     * @param images how many, a divisor of the rows
     * @param kernel shape (out, in, 1, K)
     * @param bias shape (out); null for none
     * @param dilation rows between two taps
     * @return shape (images, rows of each less (K - 1) dilation, out)
     */
    public static NDArray apply(
            NDArray rows, long images, NDArray kernel, @Nullable NDArray bias, long dilation) {
        // a view that is left keeps the memory of the whole until the step ends
        try (NDArray image = images(rows, images);
                NDArray y =
                        Conv2d.conv2d(
                                        image,
                                        kernel,
                                        bias,
                                        STRIDE,
                                        NO_PADDING,
                                        new Shape(1, dilation),
                                        1)
                                .singletonOrThrow()) {
            return rows(y);
        }
    }

    /**
     * The gradients of such a convolution of one image, with a kernel of two steps at least.
     *
     * @param above gradient of what came of it, shape (rows of the result, out)
     * @param rows its rows, shape (rows, in)
     * @param kernel shape (out, in, 1, K)
     * @return that of the kernel, and that of the bias
     */
    public static NDList parameterGradients(NDArray above, NDArray rows, NDArray kernel) {
        try (NDArray aboveImage = images(above, 1);
                NDArray image = images(rows, 1)) {
            return PARAMETER_GRADIENTS.run(aboveImage, image, kernel);
        }
    }

    /**
     * The same gradients, and before them that of the rows.
     *
     * @return that of the rows, shape (rows, in), of the kernel and of the bias
     */
    public static NDList gradients(NDArray above, NDArray rows, NDArray kernel) {
        try (NDArray aboveImage = images(above, 1);
                NDArray image = images(rows, 1)) {
            NDList all = GRADIENTS.run(aboveImage, image, kernel);
            try (NDArray ofImage = all.get(0)) {
                all.set(0, rows(ofImage).squeeze(0));
            }
            return all;
        }
    }

    /** Shape (rows, channels) as (images, channels, 1, rows of each), channels last in memory. */
    private static NDArray images(NDArray rows, long images) {
        Shape of = rows.getShape();
        try (NDArray high = rows.reshape(images, 1, of.get(0) / images, of.get(1))) {
            return high.transpose(0, 3, 1, 2);
        }
    }

    /** Shape (images, channels, 1, rows of each) as (images, rows of each, channels). */
    private static NDArray rows(NDArray image) {
        try (NDArray channelsLast = image.transpose(0, 2, 3, 1)) {
            return channelsLast.squeeze(1);
        }
    }
}
