// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.hipparchus.transform.DftNormalization;
import org.hipparchus.transform.FastFourierTransformer;
import org.hipparchus.transform.TransformType;

/**
 * Convolution with fixed kernels over sequences of the kernels' length, by FFT.
 *
 * <pre>{@code
 * output_t[o] = sum_{s=0..t} sum_i kernel[o][i]_s input_{t-s}[i],   t = 0..T-1
 * }</pre>
 *
 * <p>The kernels are transformed once. Immutable and safe to share between threads.
 */
final class CausalConvolution {

    private static final int REAL = 0;
    private static final int IMAGINARY = 1;

    private final int length;
    private final int inputs;

    /** By output, input, part and frequency. */
    private final double[][][][] spectra;

    /**
     * One input, one output.
     *
     * @param kernel T values, at least one
     */
    CausalConvolution(double[] kernel) {
        this(new double[][][] {{kernel}});
    }

    /**
     * @param kernels by output and input: T values each, at least one of each
     */
    CausalConvolution(double[][][] kernels) {
        this.length = kernels[0][0].length;
        this.inputs = kernels[0].length;
        this.spectra = new double[kernels.length][inputs][][];
        for (int output = 0; output < kernels.length; output++) {
            for (int input = 0; input < inputs; input++) {
                spectra[output][input] = spectrum(kernels[output][input], 0, 1);
            }
        }
    }

    /**
     * Convolves one sequence.
     *
     * @param input filled row by row: shape (T, inputs)
     * @param output overwritten row by row: shape (T, outputs)
     */
    void apply(double[] input, double[] output) {
        double[][][] signals = new double[inputs][][];
        for (int channel = 0; channel < inputs; channel++) {
            signals[channel] = spectrum(input, channel, inputs);
        }
        int outputs = spectra.length;
        for (int channel = 0; channel < outputs; channel++) {
            double[][] sum = product(signals, spectra[channel]);
            transform(sum, TransformType.INVERSE);
            for (int t = 0; t < length; t++) {
                output[t * outputs + channel] = sum[REAL][t];
            }
        }
    }

    private static double[][] product(double[][][] signals, double[][][] kernels) {
        double[][] sum = new double[2][signals[0][REAL].length];
        for (int channel = 0; channel < signals.length; channel++) {
            double[][] signal = signals[channel];
            double[][] kernel = kernels[channel];
            for (int i = 0; i < sum[REAL].length; i++) {
                double re = signal[REAL][i];
                double im = signal[IMAGINARY][i];
                sum[REAL][i] += re * kernel[REAL][i] - im * kernel[IMAGINARY][i];
                sum[IMAGINARY][i] += re * kernel[IMAGINARY][i] + im * kernel[REAL][i];
            }
        }
        return sum;
    }

    /**
     * The spectrum of T values of one channel, with zeros to the next power of two above 2 T - 2:
     * what wraps around then misses 0..T-1.
     */
    private double[][] spectrum(double[] values, int channel, int channels) {
        int size = Math.max(1, Integer.highestOneBit(2 * length - 2) * 2);
        double[][] padded = new double[2][size];
        for (int t = 0; t < length; t++) {
            padded[REAL][t] = values[t * channels + channel];
        }
        transform(padded, TransformType.FORWARD);
        return padded;
    }

    private static void transform(double[][] values, TransformType type) {
        FastFourierTransformer.transformInPlace(values, DftNormalization.STANDARD, type);
    }
}
