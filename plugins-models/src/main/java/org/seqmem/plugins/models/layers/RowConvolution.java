// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import ai.djl.ndarray.NDArray;
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

    private RowConvolution() {}

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
        Shape of = rows.getShape();
        // a view that is left keeps the memory of the whole until the step ends
        try (NDArray high = rows.reshape(images, 1, of.get(0) / images, of.get(1));
                NDArray image = high.transpose(0, 3, 1, 2);
                NDArray y =
                        Conv2d.conv2d(
                                        image,
                                        kernel,
                                        bias,
                                        STRIDE,
                                        NO_PADDING,
                                        new Shape(1, dilation),
                                        1)
                                .singletonOrThrow();
                NDArray channelsLast = y.transpose(0, 2, 3, 1)) {
            return channelsLast.squeeze(1);
        }
    }
}
