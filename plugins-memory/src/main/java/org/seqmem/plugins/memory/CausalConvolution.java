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
 * <p>Kernels with few weights, as impulses, are summed as they stand. Others go by FFT of N &gt;= T
 * points, a power of two, and are transformed once. Multiplied step by step by powers of {@code w =
 * exp(i pi / 2N)}, sequences are convolved on a circle whose N-th step is {@code i} times the
 * first: what wraps around is imaginary, and the real part is what no zeros had to keep apart.
 *
 * <pre>{@code
 * z_t = w^t x_t,  g_s = w^s h_s,  Z and G their transforms
 * y_t = Re(w^-t r_t),  r the inverse transform of Z G
 * }</pre>
 *
 * <p>Immutable and safe to share between threads.
 *
 * <p><b>Source:</b> the right-angle convolution of Crandall and Fagin, "Discrete weighted
 * transforms and large-integer arithmetic" (Math. Comp. 1994).
 */
final class CausalConvolution {

    private static final int REAL = 0;
    private static final int IMAGINARY = 1;

    /** Weights that are not zero up to which a sum takes less time than the transforms. */
    private static final int FEW = 8;

    private final int length;
    private final int inputs;
    private final int outputs;

    /** N. */
    private final int points;

    /** w^t as cosine and sine, t = 0..T-1. */
    private final double[][] turns;

    /** G by output, input, part and frequency; empty where the weights are few. */
    private final double[][][][] spectra;

    /** By thread, where the signals of all inputs are transformed, and one output. */
    private final ThreadLocal<double[][][]> work;

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
        this.points = length == 1 ? 1 : 2 * Integer.highestOneBit(length - 1);
        List<Tap> weights = taps(kernels);
        boolean few = weights.size() <= FEW * inputs * outputs;
        this.taps = few ? weights : List.of();
        this.turns = few ? new double[2][0] : turns(length, points);
        this.work = ThreadLocal.withInitial(() -> new double[inputs + 1][2][points]);
        this.spectra = new double[few ? 0 : outputs][inputs][][];
        for (int output = 0; output < spectra.length; output++) {
            for (int input = 0; input < inputs; input++) {
                double[][] spectrum = new double[2][points];
                transform(kernels[output][input], 0, 1, spectrum);
                spectra[output][input] = spectrum;
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

    private static double[][] turns(int length, int points) {
        double[][] turns = new double[2][length];
        for (int t = 0; t < length; t++) {
            double angle = Math.PI * t / (2.0 * points);
            turns[REAL][t] = StrictMath.cos(angle);
            turns[IMAGINARY][t] = StrictMath.sin(angle);
        }
        return turns;
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
        double[][][] signals = work.get();
        for (int channel = 0; channel < inputs; channel++) {
            transform(input, channel, inputs, signals[channel]);
        }
        for (int channel = 0; channel < outputs; channel++) {
            // the last output may take the place of its only signal
            double[][] r = inputs == 1 && channel == outputs - 1 ? signals[0] : signals[inputs];
            product(signals, spectra[channel], r);
            FastFourierTransformer.transformInPlace(
                    r, DftNormalization.STANDARD, TransformType.INVERSE);
            for (int t = 0; t < length; t++) {
                output[t * outputs + channel] =
                        r[REAL][t] * turns[REAL][t] + r[IMAGINARY][t] * turns[IMAGINARY][t];
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

    private void product(double[][][] signals, double[][][] kernels, double[][] sum) {
        for (int i = 0; i < points; i++) {
            double re = 0;
            double im = 0;
            for (int channel = 0; channel < inputs; channel++) {
                double[][] signal = signals[channel];
                double[][] kernel = kernels[channel];
                re +=
                        signal[REAL][i] * kernel[REAL][i]
                                - signal[IMAGINARY][i] * kernel[IMAGINARY][i];
                im +=
                        signal[REAL][i] * kernel[IMAGINARY][i]
                                + signal[IMAGINARY][i] * kernel[REAL][i];
            }
            sum[REAL][i] = re;
            sum[IMAGINARY][i] = im;
        }
    }

    /** Z of T values of one channel. */
    private void transform(double[] values, int channel, int channels, double[][] z) {
        for (int t = 0; t < length; t++) {
            double value = values[t * channels + channel];
            z[REAL][t] = value * turns[REAL][t];
            z[IMAGINARY][t] = value * turns[IMAGINARY][t];
        }
        Arrays.fill(z[REAL], length, points, 0);
        Arrays.fill(z[IMAGINARY], length, points, 0);
        FastFourierTransformer.transformInPlace(
                z, DftNormalization.STANDARD, TransformType.FORWARD);
    }
}
