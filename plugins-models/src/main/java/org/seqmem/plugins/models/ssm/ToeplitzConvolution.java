// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.seqmem.plugins.models.layers.HostArrays;

/**
 * The causal convolution of every feature with a kernel of its own as a product with a matrix, in
 * single precision and with its gradient by hand.
 *
 * <pre>{@code
 * y = M u        M[t][s] = K_(t-s) for s <= t, else 0
 * du = M^T dy    dM = dy u^T    dK_l = sum_t dM[t][t-l]
 * }</pre>
 *
 * <p>For short sequences the products, half of them with 0, take less time than the calls of
 * transforms. <b>Shape:</b> sequences are (H, T, B), kernels (H, T).
 */
final class ToeplitzConvolution {

    private final int length;
    private final NDArray u;
    private final NDArray matrices;

    /**
     * @param u shape (H, T, B)
     * @param kernel shape (H, T)
     */
    ToeplitzConvolution(NDArray u, double[] kernel) {
        this.length = Math.toIntExact(u.getShape().get(1));
        this.u = u;
        this.matrices = matrices(u.getManager(), kernel, length);
    }

    private static NDArray matrices(NDManager manager, double[] kernel, int length) {
        float[] backwards = new float[length];
        float[] matrices = new float[kernel.length * length];
        for (int first = 0; first < kernel.length; first += length) {
            for (int l = 0; l < length; l++) {
                backwards[length - 1 - l] = (float) kernel[first + l];
            }
            for (int t = 0; t < length; t++) {
                int row = (first + t) * length;
                System.arraycopy(backwards, length - 1 - t, matrices, row, t + 1);
            }
        }
        return HostArrays.array(
                manager, matrices, new Shape(kernel.length / length, length, length));
    }

    /** y. */
    NDArray forward() {
        return matrices.matMul(u);
    }

    /**
     * du.
     *
     * @param gradient dy
     */
    NDArray inputGradient(NDArray gradient) {
        return matrices.transpose(0, 2, 1).matMul(gradient);
    }

    /**
     * dK.
     *
     * @param gradient dy
     */
    double[] kernelGradient(NDArray gradient) {
        float[] products = HostArrays.floats(gradient.matMul(u.transpose(0, 2, 1)));
        double[] sums = new double[products.length / length];
        for (int row = 0; row < sums.length; row++) {
            int t = row % length;
            for (int s = 0; s <= t; s++) {
                sums[row - s] += products[row * length + s];
            }
        }
        return sums;
    }
}
