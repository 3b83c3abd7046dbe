// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.input.InputProcess;
import org.seqmem.api.random.RandomStream;

/**
 * The Gaussian process whose spectrum is flat up to a cutoff and 0 above.
 *
 * <p><b>Formula:</b>
 *
 * <pre>{@code
 * Cov(x_t, x_(t+lag)) = variance sin(cutoff lag) / (cutoff lag)
 * }</pre>
 *
 * <p>which is the mean of cos(w lag) over w in [0, cutoff]. With the nodes w_j and weights p_j (of
 * sum 1) of the Gauss-Legendre rule for that mean,
 *
 * <pre>{@code
 * x_t = sum_j sqrt(variance p_j) (a_j cos(w_j t) + b_j sin(w_j t))
 * }</pre>
 *
 * <p>with a_j, b_j independent, normal with mean 0 and variance 1. Gaussian, stationary, and of the
 * autocovariance above, because enough nodes, about T cutoff/4, make the rule exact to rounding for
 * every lag below T. (A flat spectrum on the frequencies of a Fourier transform would not: its
 * autocovariance is periodic.) A draw takes about T^2 cutoff/4 steps.
 */
final class BandLimited implements InputProcess {

    private final double cutoff;
    private final double variance;

    /** The nodes for the length that was drawn last: a task has one length. */
    private final AtomicReference<@Nullable Nodes> latest = new AtomicReference<>();

    /** Frequencies and amplitudes sqrt(variance p_j) for one length. */
    private record Nodes(int length, double[] frequencies, double[] amplitudes) {}

    /**
     * @param cutoff above 0, at most pi
     * @param variance positive
     */
    BandLimited(double cutoff, double variance) {
        this.cutoff = cutoff;
        this.variance = variance;
    }

    @Override
    public void draw(RandomStream stream, double[] values, int channels) {
        int length = values.length / channels;
        Nodes nodes = nodes(length);
        double[] wave = new double[length];
        for (int channel = 0; channel < channels; channel++) {
            Arrays.fill(wave, 0);
            for (int j = 0; j < nodes.frequencies().length; j++) {
                double amplitude = nodes.amplitudes()[j];
                addWave(
                        wave,
                        nodes.frequencies()[j],
                        amplitude * stream.nextGaussian(),
                        amplitude * stream.nextGaussian());
            }
            for (int t = 0; t < length; t++) {
                values[t * channels + channel] = wave[t];
            }
        }
    }

    @Override
    public double mean() {
        return 0;
    }

    @Override
    public double autocovariance(int lag) {
        double phase = cutoff * lag;
        return lag == 0 ? variance : variance * StrictMath.sin(phase) / phase;
    }

    /** Not even at a cutoff of pi, which no double is: what is left there is a few 1e-17. */
    @Override
    public boolean independent() {
        return false;
    }

    @Override
    public boolean gaussian() {
        return true;
    }

    /** Adds a cos(w t) + b sin(w t), turning the pair by w from step to step. */
    private static void addWave(double[] wave, double frequency, double a, double b) {
        double cos = StrictMath.cos(frequency);
        double sin = StrictMath.sin(frequency);
        double value = a;
        double quadrature = b;
        for (int t = 0; t < wave.length; t++) {
            wave[t] += value;
            double turned = cos * value + sin * quadrature;
            quadrature = cos * quadrature - sin * value;
            value = turned;
        }
    }

    private Nodes nodes(int length) {
        Nodes nodes = latest.get();
        if (nodes == null || nodes.length() != length) {
            nodes = makeNodes(length);
            latest.set(nodes);
        }
        return nodes;
    }

    private Nodes makeNodes(int length) {
        GaussLegendre rule = GaussLegendre.forPhase(cutoff * (length - 1) / 2);
        double[] frequencies = new double[rule.nodes().length];
        double[] amplitudes = new double[rule.nodes().length];
        for (int j = 0; j < frequencies.length; j++) {
            frequencies[j] = cutoff * (1 + rule.nodes()[j]) / 2;
            amplitudes[j] = Math.sqrt(variance * rule.weights()[j] / 2);
        }
        return new Nodes(length, frequencies, amplitudes);
    }
}
