// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.transform.DftNormalization;
import org.hipparchus.transform.FastFourierTransformer;
import org.hipparchus.transform.TransformType;

/**
 * Convolution with fixed kernels over sequences of the kernels' length.
 *
 * <pre>{@code
 * output_t[o] = sum_{s=0..t} sum_i kernel[o][i]_s input_{t-s}[i],   t = 0..T-1
 * }</pre>
 *
 * <p>Kernels with few weights, as impulses, are summed as they stand. Others go by FFT, and are
 * transformed once: N real numbers, with zeros to a power of two N that keeps what wraps around out
 * of 0..T-1, are the even and odd parts of N / 2 complex ones, whose transform is half the work:
 *
 * <pre>{@code
 * z_j = x_{2j} + i x_{2j+1},  Z the transform of z,  W = exp(-2 pi i / N)
 * X_k = (Z_k + conj Z_{N/2-k}) / 2 - i W^k (Z_k - conj Z_{N/2-k}) / 2,   k = 0..N/2
 * Z_k = (X_k + conj X_{N/2-k}) / 2 + i W^-k (X_k - conj X_{N/2-k}) / 2
 * }</pre>
 *
 * <p>Immutable and safe to share between threads.
 *
 * <p><b>Source:</b> Press et al., "Numerical Recipes" (2007), section 12.3, for the halving.
 */
final class CausalConvolution {

    private static final int REAL = 0;
    private static final int IMAGINARY = 1;

    /** Weights that are not zero up to which a sum takes less time than the transforms. */
    private static final int FEW = 8;

    private final int length;
    private final int inputs;
    private final int outputs;

    /** N / 2. */
    private final int half;

    /** W^k as cosine and minus sine, k = 0..N/2. */
    private final double[][] twiddles;

    /** By output, input, part and frequency 0..N/2; empty where the weights are few. */
    private final double[][][][] spectra;

    /** The weights that are not zero; empty where they are many. */
    private final List<Tap> taps;

    /** One weight. */
    private record Tap(int output, int input, int lag, double weight) {}

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
        this.outputs = kernels.length;
        this.half = Math.max(1, Integer.highestOneBit(2 * length - 2));
        List<Tap> weights = taps(kernels);
        boolean few = weights.size() <= FEW * inputs * outputs;
        this.taps = few ? weights : List.of();
        this.twiddles = few ? new double[2][0] : twiddles(half);
        this.spectra = new double[few ? 0 : outputs][inputs][][];
        for (int output = 0; output < spectra.length; output++) {
            for (int input = 0; input < inputs; input++) {
                spectra[output][input] = spectrum(kernels[output][input], 0, 1);
            }
        }
    }

    private static List<Tap> taps(double[][][] kernels) {
        List<Tap> taps = new ArrayList<>();
        for (int output = 0; output < kernels.length; output++) {
            for (int input = 0; input < kernels[output].length; input++) {
                double[] kernel = kernels[output][input];
                for (int lag = 0; lag < kernel.length; lag++) {
                    if (kernel[lag] != 0) {
                        taps.add(new Tap(output, input, lag, kernel[lag]));
                    }
                }
            }
        }
        return taps;
    }

    private static double[][] twiddles(int half) {
        double[][] twiddles = new double[2][half + 1];
        for (int k = 0; k <= half; k++) {
            double angle = Math.PI * k / half;
            twiddles[REAL][k] = StrictMath.cos(angle);
            twiddles[IMAGINARY][k] = -StrictMath.sin(angle);
        }
        return twiddles;
    }

    /**
     * Convolves one sequence.
     *
     * @param input filled row by row: shape (T, inputs)
     * @param output overwritten row by row: shape (T, outputs)
     */
    void apply(double[] input, double[] output) {
        if (spectra.length == 0) {
            sum(input, output);
            return;
        }
        double[][][] signals = new double[inputs][][];
        for (int channel = 0; channel < inputs; channel++) {
            signals[channel] = spectrum(input, channel, inputs);
        }
        for (int channel = 0; channel < outputs; channel++) {
            double[][] packed = packed(product(signals, spectra[channel]));
            transform(packed, TransformType.INVERSE);
            for (int t = 0; t < length; t++) {
                output[t * outputs + channel] = packed[t % 2][t / 2];
            }
        }
    }

    private void sum(double[] input, double[] output) {
        Arrays.fill(output, 0);
        for (Tap tap : taps) {
            for (int t = tap.lag; t < length; t++) {
                output[t * outputs + tap.output] +=
                        tap.weight * input[(t - tap.lag) * inputs + tap.input];
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

    /** X of T values of one channel, at the frequencies 0..N/2. */
    private double[][] spectrum(double[] values, int channel, int channels) {
        double[][] z = new double[2][half];
        for (int t = 0; t < length; t++) {
            z[t % 2][t / 2] = values[t * channels + channel];
        }
        transform(z, TransformType.FORWARD);
        double[][] spectrum = new double[2][half + 1];
        for (int k = 0; k <= half; k++) {
            int here = k % half;
            int mirror = (half - k) % half;
            double evenRe = (z[REAL][here] + z[REAL][mirror]) / 2;
            double evenIm = (z[IMAGINARY][here] - z[IMAGINARY][mirror]) / 2;
            // -i (Z_k - conj Z_{N/2-k}) / 2
            double oddRe = (z[IMAGINARY][here] + z[IMAGINARY][mirror]) / 2;
            double oddIm = (z[REAL][mirror] - z[REAL][here]) / 2;
            double cos = twiddles[REAL][k];
            double sin = twiddles[IMAGINARY][k];
            spectrum[REAL][k] = evenRe + cos * oddRe - sin * oddIm;
            spectrum[IMAGINARY][k] = evenIm + cos * oddIm + sin * oddRe;
        }
        return spectrum;
    }

    /** Z of a spectrum X. */
    private double[][] packed(double[][] x) {
        double[][] z = new double[2][half];
        for (int k = 0; k < half; k++) {
            int mirror = half - k;
            double evenRe = (x[REAL][k] + x[REAL][mirror]) / 2;
            double evenIm = (x[IMAGINARY][k] - x[IMAGINARY][mirror]) / 2;
            double differenceRe = (x[REAL][k] - x[REAL][mirror]) / 2;
            double differenceIm = (x[IMAGINARY][k] + x[IMAGINARY][mirror]) / 2;
            // times W^-k, the conjugate
            double cos = twiddles[REAL][k];
            double sin = -twiddles[IMAGINARY][k];
            double oddRe = cos * differenceRe - sin * differenceIm;
            double oddIm = cos * differenceIm + sin * differenceRe;
            z[REAL][k] = evenRe - oddIm;
            z[IMAGINARY][k] = evenIm + oddRe;
        }
        return z;
    }

    private static void transform(double[][] values, TransformType type) {
        FastFourierTransformer.transformInPlace(values, DftNormalization.STANDARD, type);
    }
}
