// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics;

import org.seqmem.api.input.InputProcess;
import org.seqmem.api.random.RandomStream;

/** Gaussian inputs of given covariance, for floors: they read the law and draw nothing. */
public final class KnownInput implements InputProcess {

    /** Cov(x_s, x_t). */
    public interface Covariance {
        double of(int s, int t);
    }

    private final double mean;
    private final boolean independent;
    private final boolean stationary;
    private final boolean gaussian;
    private final Covariance covariance;

    private KnownInput(
            double mean,
            boolean independent,
            boolean stationary,
            boolean gaussian,
            Covariance covariance) {
        this.mean = mean;
        this.independent = independent;
        this.stationary = stationary;
        this.gaussian = gaussian;
        this.covariance = covariance;
    }

    public static KnownInput white(double variance) {
        return new KnownInput(0, true, true, true, (s, t) -> s == t ? variance : 0);
    }

    /** Variance 1, and the given correlation of neighbours. */
    public static KnownInput autoregressive(double correlation) {
        return new KnownInput(
                0, false, true, true, (s, t) -> Math.pow(correlation, Math.abs(s - t)));
    }

    /** One number, repeated in every step. */
    public static KnownInput constant() {
        return new KnownInput(0, false, true, true, (s, t) -> 1);
    }

    /** Sums of white inputs of variance 1. */
    public static KnownInput randomWalk() {
        return new KnownInput(0, false, false, true, (s, t) -> Math.min(s, t) + 1);
    }

    /** The same law, said to be merely of second order. */
    public KnownInput notGaussian() {
        return new KnownInput(mean, independent, stationary, false, covariance);
    }

    /** The same covariance, without the claim that it is that of a stationary process. */
    public KnownInput notStationary() {
        return new KnownInput(mean, independent, false, gaussian, covariance);
    }

    @Override
    public void draw(RandomStream stream, double[] values, int channels) {
        throw new UnsupportedOperationException("a floor draws nothing");
    }

    @Override
    public double mean() {
        return mean;
    }

    @Override
    public double autocovariance(int lag) {
        if (!stationary) {
            throw new UnsupportedOperationException("not stationary");
        }
        return covariance.of(0, lag);
    }

    @Override
    public boolean stationary() {
        return stationary;
    }

    @Override
    public double covariance(int s, int t) {
        return covariance.of(s, t);
    }

    @Override
    public boolean independent() {
        return independent;
    }

    @Override
    public boolean gaussian() {
        return gaussian;
    }
}
