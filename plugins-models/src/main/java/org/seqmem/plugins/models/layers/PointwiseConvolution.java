// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

/**
 * An affine map of many vectors as a {@link RowConvolution} whose kernel is one step long: where
 * products do without AVX-512, forward and gradient take two thirds of the time.
 */
final class PointwiseConvolution {

    /** The engine makes convolutions of fewer images with a kernel of this size another way. */
    private static final long IMAGES = 16;

    private PointwiseConvolution() {}

    /** Whether vectors are mapped so: by their shape alone, on the CPU, in single precision. */
    static boolean suits(NDArray x, NDArray weight) {
        long in = weight.getShape().get(1);
        long vectors = x.size() / in;
        return RowConvolution.pays(x.getDataType(), vectors, in, weight.getShape().get(0))
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
        NDArray kernel = weight.reshape(out, in, 1, 1);
        kernel.attach(x.getManager());
        return RowConvolution.apply(x.reshape(x.size() / in, in), IMAGES, kernel, bias, 1)
                .reshape(shape.slice(0, shape.dimension() - 1).add(out));
    }
}
