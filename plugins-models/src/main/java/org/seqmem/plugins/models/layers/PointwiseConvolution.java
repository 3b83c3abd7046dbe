// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import org.jspecify.annotations.Nullable;

/**
 * An affine map of many vectors as a convolution of the engine whose kernel is one step long. It is
 * the same sum, but the engine makes its convolutions with AVX-512 also on processors where its
 * matrix products do without: there, forward and gradient take two thirds of the time.
 *
 * <p>The vectors are taken for images one row high, channels last in memory, so that nothing is
 * copied.
 */
final class PointwiseConvolution {

    /** The engine makes convolutions of fewer images with a kernel of this size another way. */
    private static final long IMAGES = 16;

    /** Numbers in a register of AVX-512: of fewer channels, a convolution leaves it part empty. */
    private static final long FEWEST_CHANNELS = 16;

    /** Of fewer numbers, a product takes less time. */
    private static final long FEWEST_NUMBERS = 1 << 16;

    private static final Shape STRIDE = new Shape(1, 1);
    private static final Shape NO_PADDING = new Shape(0, 0);
    private static final Shape NO_GAPS = new Shape(1, 1);

    private PointwiseConvolution() {}

    /** Whether vectors are mapped so: by their shape alone, on the CPU, in single precision. */
    static boolean suits(NDArray x, NDArray weight) {
        long in = weight.getShape().get(1);
        long channels = Math.min(in, weight.getShape().get(0));
        long vectors = x.size() / in;
        return x.getDataType() == DataType.FLOAT32
                && channels >= FEWEST_CHANNELS
                && vectors * channels > FEWEST_NUMBERS
                && vectors % IMAGES == 0
                && HostArrays.reaches(x);
    }

    /**
     * {@code y = W x + b}.
     *
     * @param x shape (..., in)
     * @param weight shape (out, in)
     * @param bias shape (out); null for none
     * @return shape (..., out)
     */
    static NDArray apply(NDArray x, NDArray weight, @Nullable NDArray bias) {
        long in = weight.getShape().get(1);
        long out = weight.getShape().get(0);
        Shape shape = x.getShape();
        NDArray images = x.reshape(IMAGES, 1, x.size() / in / IMAGES, in).transpose(0, 3, 1, 2);
        NDArray kernel = weight.reshape(out, in, 1, 1);
        kernel.attach(x.getManager());
        return Conv2d.conv2d(images, kernel, bias, STRIDE, NO_PADDING, NO_GAPS, 1)
                .singletonOrThrow()
                .transpose(0, 2, 3, 1)
                .reshape(shape.slice(0, shape.dimension() - 1).add(out));
    }
}
