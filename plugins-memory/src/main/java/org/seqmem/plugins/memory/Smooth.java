// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.hipparchus.transform.DftNormalization;
import org.hipparchus.transform.FastFourierTransformer;
import org.hipparchus.transform.TransformType;
import org.seqmem.api.input.InputProcess;
import org.seqmem.api.random.RandomStream;

/**
 * The Gaussian process with squared-exponential autocovariance.
 *
 * <p><b>Formula:</b> with L the length scale,
 *
 * <pre>{@code
 * Cov(x_t, x_(t+lag)) = variance exp(-lag^2 / (2 L^2))
 * }</pre>
 *
 * <p>Drawn on a circle of M >= T + 9 L steps from its spectrum there, which is known in closed form
 * and nowhere negative, so that no jitter is needed:
 *
 * <pre>{@code
 * x_t = 1/sqrt(M) sum_k sqrt(S(2 pi k / M)) g_k cas(2 pi k t / M),   cas = cos + sin
 * S(w) = variance L sqrt(2 pi) sum_j exp(-L^2 (w + 2 pi j)^2 / 2)
 * }</pre>
 *
 * <p>with g_k independent, normal with mean 0 and variance 1. The draw has the autocovariance above
 * plus that of the other way round the circle, which is below 1e-17 of the variance, as is what
 * frequencies with L w > 9 would add; these are left out. So the law is exact to rounding.
 *
 * <p><b>Source:</b> the summation formula of Poisson for S; circulant embedding after Dietrich and
 * Newsam, "Fast and exact simulation of stationary Gaussian processes" (SIAM J. Sci. Comput. 1997).
 * Length scale 10 is that of the smooth inputs of the code that precedes arXiv 2506.05678.
 *
 * @param lengthScale from 0.1 to 100000
 * @param variance positive
 */
record Smooth(double lengthScale, double variance) implements InputProcess {

    /** exp(-9^2 / 2) is 2.6e-18. */
    private static final double NEGLIGIBLE = 9;

    @Override
    public void draw(RandomStream stream, double[] values, int channels) {
        int length = values.length / channels;
        int circle = circle(length);
        double[] amplitudes = amplitudes(circle);
        double[][] wave = new double[2][circle];
        for (int channel = 0; channel < channels; channel++) {
            for (int k = 0; k < circle; k++) {
                wave[0][k] = amplitudes[k] == 0 ? 0 : amplitudes[k] * stream.nextGaussian();
                wave[1][k] = 0;
            }
            FastFourierTransformer.transformInPlace(
                    wave, DftNormalization.STANDARD, TransformType.FORWARD);
            for (int t = 0; t < length; t++) {
                // the transform has exp(-i ...): its imaginary part is the sine with a minus
                values[t * channels + channel] = wave[0][t] - wave[1][t];
            }
        }
    }

    @Override
    public double mean() {
        return 0;
    }

    @Override
    public double autocovariance(int lag) {
        double distance = lag / lengthScale;
        return variance * StrictMath.exp(-distance * distance / 2);
    }

    @Override
    public boolean independent() {
        return false;
    }

    @Override
    public boolean gaussian() {
        return true;
    }

    /** M: a power of two, for the transform. */
    int circle(int length) {
        int least = (int) Math.ceil(length + NEGLIGIBLE * lengthScale);
        return Integer.highestOneBit(least - 1) * 2;
    }

    /** sqrt(S / M) at the frequencies of a circle. */
    double[] amplitudes(int circle) {
        double[] amplitudes = new double[circle];
        for (int k = 0; k <= circle / 2; k++) {
            double density = density(2 * Math.PI * k / circle);
            if (density == 0) {
                break;
            }
            amplitudes[k] = Math.sqrt(density / circle);
            amplitudes[(circle - k) % circle] = amplitudes[k];
        }
        return amplitudes;
    }

    /** S at a frequency from 0 to pi, where it falls. */
    private double density(double frequency) {
        double sum = term(frequency);
        double alias = 2 * Math.PI;
        while (lengthScale * (alias - frequency) <= NEGLIGIBLE) {
            sum += term(alias - frequency) + term(alias + frequency);
            alias += 2 * Math.PI;
        }
        return variance * lengthScale * Math.sqrt(2 * Math.PI) * sum;
    }

    private double term(double frequency) {
        double scaled = lengthScale * frequency;
        return scaled > NEGLIGIBLE ? 0 : StrictMath.exp(-scaled * scaled / 2);
    }
}
