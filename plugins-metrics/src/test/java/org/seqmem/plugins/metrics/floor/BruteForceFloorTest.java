// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.plugins.metrics.KnownInput;

/**
 * The state floor against all that direct optimisation finds: linear models of m states that may be
 * others in every step, from many starts.
 *
 * <pre>{@code
 * z_{t+1} = A_t z_t + B_t x_t,   y_t = C_t z_t + D_t x_t,   z_0 = 0
 * }</pre>
 */
class BruteForceFloorTest {

    private static final int STARTS = 12;
    private static final int STEPS = 1500;

    /** Of the floor's value, for rounding of floor and search. */
    private static final double ROUNDING = 1e-9;

    /**
     * Where the floor is known to be reached, the search comes so close: it is able to find what
     * there is, and its failure to pass below the floor says something.
     */
    private static final double CLOSE = 0.02;

    @ParameterizedTest
    @CsvSource({"3, 6, 1", "3, 6, 2", "4, 8, 1", "4, 8, 2", "4, 8, 3"})
    void noModelLiesUnderTheFloorOfAnImpulseAndTheBestComesClose(
            int delay, int length, int states) {
        double[] rho = new double[length];
        rho[delay] = 1;
        double floor = floor(rho, states);
        double best = best(rho, states);
        assertThat(best).isGreaterThanOrEqualTo(floor - ROUNDING);
        assertThat(best).isLessThanOrEqualTo(floor + CLOSE * (length - delay));
    }

    @ParameterizedTest
    @CsvSource({"1, 6, 1", "2, 7, 1", "3, 8, 2", "4, 9, 2", "5, 8, 3"})
    void noModelLiesUnderTheFloorOfARandomKernel(int seed, int length, int states) {
        RandomStream stream = RandomStreams.of(seed).stream("kernel");
        double[] rho = new double[length];
        Arrays.setAll(rho, lag -> stream.nextGaussian());
        assertThat(best(rho, states)).isGreaterThanOrEqualTo(floor(rho, states) - ROUNDING);
    }

    private static double floor(double[] rho, int states) {
        double[] everyStep = new double[rho.length];
        Arrays.fill(everyStep, 1);
        return FiniteSequenceFloor.leastErrors(LagWeights.of(rho), KnownInput.white(1), everyStep)
                .orElseThrow()[states];
    }

    private static double best(double[] rho, int states) {
        double best = Double.POSITIVE_INFINITY;
        for (int start = 0; start < STARTS; start++) {
            best = Math.min(best, new Search(rho, states, start).descend());
        }
        return best;
    }

    /** Descends by Adam on the squared error, summed over steps, for white inputs of variance 1. */
    private static final class Search {

        private final double[] rho;
        private final int length;
        private final int m;

        /** A_t, B_t, C_t of every step, one after the other; D_t is free and always right. */
        private final double[] parameters;

        private final double[] gradient;
        private final int perStep;

        Search(double[] rho, int states, int start) {
            this.rho = rho;
            this.length = rho.length;
            this.m = states;
            this.perStep = m * m + 2 * m;
            this.parameters = new double[length * perStep];
            this.gradient = new double[parameters.length];
            RandomStream stream = RandomStreams.of(7).stream("start", start);
            Arrays.setAll(parameters, i -> stream.nextGaussian() / Math.sqrt(m));
        }

        double descend() {
            double[] mean = new double[parameters.length];
            double[] square = new double[parameters.length];
            double least = Double.POSITIVE_INFINITY;
            for (int step = 1; step <= STEPS; step++) {
                least = Math.min(least, error());
                double rate = 0.1 * (1 - (double) (step - 1) / STEPS);
                for (int i = 0; i < parameters.length; i++) {
                    mean[i] = 0.9 * mean[i] + 0.1 * gradient[i];
                    square[i] = 0.99 * square[i] + 0.01 * gradient[i] * gradient[i];
                    double first = mean[i] / (1 - Math.pow(0.9, step));
                    double second = square[i] / (1 - Math.pow(0.99, step));
                    parameters[i] -= rate * first / (Math.sqrt(second) + 1e-12);
                }
            }
            return Math.min(least, error());
        }

        /** The error, its derivatives being left in {@link #gradient}. */
        private double error() {
            Arrays.fill(gradient, 0);
            double error = 0;
            double[][] states = new double[length][];
            double[] residuals = new double[length];
            for (int s = 0; s + 1 < length; s++) {
                // an impulse at s: its traces in the states, and what the outputs miss
                states[s + 1] = column(s, m * m);
                for (int t = s + 1; t < length; t++) {
                    double answer = 0;
                    for (int i = 0; i < m; i++) {
                        answer += at(t, m * m + m + i) * states[t][i];
                    }
                    residuals[t] = answer - rho[t - s];
                    error += residuals[t] * residuals[t];
                    if (t + 1 < length) {
                        states[t + 1] = moved(t, states[t]);
                    }
                }
                backward(s, states, residuals);
            }
            return error;
        }

        private void backward(int s, double[][] states, double[] residuals) {
            double[] slope = new double[m]; // by the state of step t
            for (int t = length - 1; t > s; t--) {
                double[] before = new double[m];
                for (int i = 0; i < m; i++) {
                    before[i] = 2 * residuals[t] * at(t, m * m + m + i);
                    add(t, m * m + m + i, 2 * residuals[t] * states[t][i]);
                }
                if (t + 1 < length) {
                    for (int i = 0; i < m; i++) {
                        for (int j = 0; j < m; j++) {
                            add(t, i * m + j, slope[i] * states[t][j]);
                            before[j] += at(t, i * m + j) * slope[i];
                        }
                    }
                }
                slope = before;
            }
            for (int i = 0; i < m; i++) {
                add(s, m * m + i, slope[i]);
            }
        }

        private double[] moved(int t, double[] state) {
            double[] next = new double[m];
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < m; j++) {
                    next[i] += at(t, i * m + j) * state[j];
                }
            }
            return next;
        }

        private double[] column(int t, int from) {
            int first = t * perStep + from;
            return Arrays.copyOfRange(parameters, first, first + m);
        }

        private double at(int t, int i) {
            return parameters[t * perStep + i];
        }

        private void add(int t, int i, double value) {
            gradient[t * perStep + i] += value;
        }
    }
}
