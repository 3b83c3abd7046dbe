// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;

/**
 * Causal convolutions by fast Fourier transform: of every channel with a kernel of its own, or of
 * every pair of an input and an output channel.
 *
 * <pre>{@code
 * causal    y[b][h][t] = sum_{l=0..t} kernel[h][l] u[b][h][t-l]
 * mixing    y[b][o][t] = sum_i sum_{l=0..t} kernel[o][i][l] u[b][i][t-l]
 * }</pre>
 *
 * <p>A transform mixes all time steps, so that rounding lets an output depend on later inputs: by
 * some 1e-7 of their size in single precision, 1e-16 in double.
 */
public final class FftConvolution {

    private FftConvolution() {}

    /**
     * Convolves channels by themselves.
     *
     * @param u the input, shape (B, H, T)
     * @param kernel shape (H, L), L at most T
     * @return shape (B, H, T)
     */
    public static NDArray causal(NDArray u, NDArray kernel) {
        long length = u.getShape().get(2);
        // fewer points would wrap the end of the sequence around to its beginning
        long points = transformLength(length + kernel.getShape().get(1) - 1);
        NDArray product = u.rfft(points, 2).mul(kernel.rfft(points, 1));
        return product.irfft(points, 2)
                .get(new NDIndex().addAllDim().addAllDim().addSliceDim(0, length));
    }

    /**
     * Convolves every input channel for every output channel, and adds up.
     *
     * @param u the input, shape (B, in, T)
     * @param kernel shape (out, in, L), L at most T
     * @return shape (B, out, T)
     */
    public static NDArray mixing(NDArray u, NDArray kernel) {
        long length = u.getShape().get(2);
        long points = transformLength(length + kernel.getShape().get(2) - 1);
        NDArray products = u.rfft(points, 2).expandDims(1).mul(kernel.rfft(points, 2));
        return products.sum(new int[] {2}) // (B, out, points / 2 + 1)
                .irfft(points, 2)
                .get(new NDIndex().addAllDim().addAllDim().addSliceDim(0, length));
    }

    /**
     * The floating-point operations of {@link #mixing} for one of T time steps. A real transform of
     * n points takes some 2.5 n log2 n, here of 2 T points; a product of complex numbers with
     * addition takes 8. The transform of the kernel is made once for a batch and not counted.
     */
    public static long mixingFlops(int inputs, int outputs, int length) {
        int log2 = 64 - Long.numberOfLeadingZeros(2L * length - 1);
        return 5L * log2 * (inputs + outputs) + 8L * inputs * outputs;
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
