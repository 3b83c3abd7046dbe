// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.hipparchus.transform.DftNormalization;
import org.hipparchus.transform.FastFourierTransformer;
import org.hipparchus.transform.TransformType;

/**
 * Convolution with a fixed kernel over sequences of the kernel's length, by FFT.
 *
 * <pre>{@code
 * output_t = sum_{s=0..t} kernel_s input_{t-s},   t = 0..T-1
 * }</pre>
 *
 * <p>The kernel is transformed once. Immutable and safe to share between threads.
 */
final class CausalConvolution {

    private static final int REAL = 0;
    private static final int IMAGINARY = 1;

    private final int length;
    private final double[][] kernel;

    /**
     * @param kernel T values, at least one
     */
    CausalConvolution(double[] kernel) {
        this.length = kernel.length;
        this.kernel = padded(kernel);
        transform(this.kernel, TransformType.FORWARD);
    }

    /**
     * Convolves one sequence.
     *
     * @param input T values
     * @param output T values, overwritten
     */
    void apply(double[] input, double[] output) {
        double[][] signal = padded(input);
        transform(signal, TransformType.FORWARD);
        multiplyByKernel(signal);
        transform(signal, TransformType.INVERSE);
        System.arraycopy(signal[REAL], 0, output, 0, length);
    }

    private void multiplyByKernel(double[][] signal) {
        for (int i = 0; i < signal[REAL].length; i++) {
            double re = signal[REAL][i];
            double im = signal[IMAGINARY][i];
            signal[REAL][i] = re * kernel[REAL][i] - im * kernel[IMAGINARY][i];
            signal[IMAGINARY][i] = re * kernel[IMAGINARY][i] + im * kernel[REAL][i];
        }
    }

    /** Zeros to the next power of two above 2 T - 2: what wraps around then misses 0..T-1. */
    private double[][] padded(double[] values) {
        int size = Math.max(1, Integer.highestOneBit(2 * length - 2) * 2);
        double[][] padded = new double[2][size];
        System.arraycopy(values, 0, padded[REAL], 0, length);
        return padded;
    }

    private static void transform(double[][] values, TransformType type) {
        FastFourierTransformer.transformInPlace(values, DftNormalization.STANDARD, type);
    }
}
