// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/**
 * The causal convolution of every channel with a kernel of its own, by fast Fourier transform.
 *
 * <pre>{@code
 * y[b][h][t] = sum_{l=0..t} kernel[h][l] u[b][h][t-l]
 * }</pre>
 *
 * <p>A transform mixes all time steps, so that rounding lets an output depend on later inputs: by
 * some 1e-7 of their size in single precision, 1e-16 in double.
 */
public final class FftConvolution {

    private FftConvolution() {}

    /**
     * Convolves.
     *
     * @param u the input, shape (B, H, T)
     * @param kernel shape (H, T)
     * @return shape (B, H, T)
     */
    public static NDArray causal(NDArray u, NDArray kernel) {
        long length = u.getShape().get(2);
        // fewer than 2T - 1 points would wrap the end of the sequence around to its beginning
        long points = transformLength(2 * length - 1);
        NDArray product = u.rfft(points, 2).mul(kernel.rfft(points, 1));
        return product.irfft(points, 2)
                .get(new NDIndex().addAllDim().addAllDim().addSliceDim(0, length));
    }

    /**
     * The least even number from a bound on that has no prime factor above 5: transforms of such
     * lengths are fast, those of a prime length are not.
     */
    static long transformLength(long atLeast) {
        long candidate = Math.max(2, atLeast + atLeast % 2);
        while (!isSmooth(candidate)) {
            candidate += 2;
        }
        return candidate;
    }

    private static boolean isSmooth(long number) {
        long rest = number;
        for (long factor : new long[] {2, 3, 5}) {
            while (rest % factor == 0) {
                rest /= factor;
            }
        }
        return rest == 1;
    }
}
