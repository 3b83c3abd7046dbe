// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import static org.seqmem.plugins.models.layers.Scalars.atMost;
import static org.seqmem.plugins.models.layers.Scalars.times;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.plugins.models.layers.DiagonalRecurrence;

/**
 * One diagonal state space that all features share, discretised from continuous time.
 *
 * <pre>{@code
 * x' = Lambda x + B u,   y = 2 Re(C x) + d u      Lambda = min(lambda_re, -1e-4) + i lambda_im
 * dt = exp(log_dt), one for each mode
 * }</pre>
 *
 * <p>One of each conjugate pair of modes is stored, hence the factor 2. Real parts are cut off
 * below 0, so the system is stable whatever the parameters.
 *
 * <p>Lambda starts as the spectrum of the normal part of the scaled-Legendre matrix, in blocks; B
 * and C as real and complex normal matrices in the basis of its eigenvectors; log dt uniform.
 *
 * <p><b>Shape:</b> (B, T, H) to the same; parameters {@code lambda_re}, {@code lambda_im}, {@code
 * log_dt} (P), {@code b_re}, {@code b_im} (P, H), {@code c_re}, {@code c_im} (H, P), {@code d} (H).
 *
 * <p><b>Source:</b> Smith, Warrington and Linderman, "Simplified state space layers for sequence
 * modeling" (2023), and the authors' code (seen). B and C have the variance 1/N before the change
 * of basis (that the fan is the state axis is recalled, not seen). <b>Deviations:</b> normal
 * numbers, not truncated ones; the cut of real parts, an option there, is always on; no rate of its
 * own for the norm.
 */
final class S5Layer extends DiagonalLayer {

    /** The slowest decay that a mode may have, per unit of time; the value of the authors. */
    private static final double SLOWEST = -1e-4;

    private final Discretisation discretisation;
    private final Parameter lambdaRe;
    private final Parameter lambdaIm;
    private final Parameter logStep;
    private final Parameter inputRe;
    private final Parameter inputIm;
    private final Parameter outputRe;
    private final Parameter outputIm;

    S5Layer(S5Config config, RandomStreams streams) {
        super(config.modelSize(), streams);
        this.discretisation = config.discretisation();
        int modes = config.modes();
        int features = config.modelSize();
        LegsSpectrum block = LegsSpectrum.of(config.blockSize());
        ParameterGroup state = new ParameterGroup(config.stateRateFactor(), false);
        Shape perMode = new Shape(modes);
        this.lambdaRe = parameter("lambda_re", perMode, ParameterInit.constant(-0.5), state);
        this.lambdaIm =
                parameter(
                        "lambda_im",
                        perMode,
                        (stream, shape) -> repeated(block.frequencies(), modes),
                        state);
        this.logStep =
                parameter(
                        "log_dt", perMode, Steps.logarithms(config.dtMin(), config.dtMax()), state);
        // both parts are made of the same numbers, hence of one stream
        Basis basis = new Basis(block, config.blocks());
        Shape input = new Shape(modes, features);
        ParameterInit real = ParameterInit.normal(1 / Math.sqrt(config.stateSize()));
        Shape realInput = new Shape(config.stateSize(), features);
        this.inputRe =
                parameter(
                        "b_re",
                        input,
                        (stream, shape) ->
                                basis.inputRe(real.values(streams.stream("b"), realInput)),
                        state);
        this.inputIm =
                parameter(
                        "b_im",
                        input,
                        (stream, shape) ->
                                basis.inputIm(real.values(streams.stream("b"), realInput)),
                        state);
        Shape output = new Shape(features, modes);
        Shape complexOutput = new Shape(2, features, config.stateSize());
        this.outputRe =
                parameter(
                        "c_re",
                        output,
                        (stream, shape) ->
                                basis.outputRe(real.values(streams.stream("c"), complexOutput)));
        this.outputIm =
                parameter(
                        "c_im",
                        output,
                        (stream, shape) ->
                                basis.outputIm(real.values(streams.stream("c"), complexOutput)));
    }

    /** What is known about such a layer. */
    static Frame.LayerFacts facts(S5Config config) {
        int modes = config.modes();
        int features = config.modelSize();
        return new Frame.LayerFacts(
                config.stateSize(),
                3L * modes + 4L * modes * features + features,
                flops(features, modes));
    }

    @Override
    DiagonalRecurrence recurrence(Weights weights, NDManager manager) {
        DiagonalSystem system =
                discretisation.discretise(
                        new DiagonalSystem.Continuous(
                                atMost(weights.of(lambdaRe, manager), SLOWEST).expandDims(1),
                                weights.of(lambdaIm, manager).expandDims(1),
                                weights.of(inputRe, manager),
                                weights.of(inputIm, manager),
                                weights.of(logStep, manager).exp().expandDims(1)));
        NDArray cRe = weights.of(outputRe, manager);
        return new DiagonalRecurrence(
                system.logDecay().squeeze(1),
                system.phase().squeeze(1),
                system.inputRe(),
                system.inputIm(),
                times(cRe, 2),
                times(weights.of(outputIm, manager), 2));
    }

    private static double[] repeated(double[] values, int length) {
        double[] repeated = new double[length];
        for (int i = 0; i < length; i++) {
            repeated[i] = values[i % values.length];
        }
        return repeated;
    }

    /**
     * The change from real states to modes: a block-diagonal matrix of eigenvectors.
     *
     * @param block the eigenvectors of a block, one of each conjugate pair
     * @param blocks number of blocks
     */
    private record Basis(LegsSpectrum block, int blocks) {

        private int modes() {
            return blocks * block.frequencies().length;
        }

        private int states() {
            return 2 * modes();
        }

        /** Real part of V* B. B has states as rows. */
        double[] inputRe(double[] real) {
            return input(real, block.vectorsRe(), 1);
        }

        /** Imaginary part of V* B. */
        double[] inputIm(double[] real) {
            return input(real, block.vectorsIm(), -1);
        }

        private double[] input(double[] real, double[][] vectors, int sign) {
            int features = real.length / states();
            double[] values = new double[modes() * features];
            for (int mode = 0; mode < modes(); mode++) {
                double[] vector = vectors[mode % vectors.length];
                int first = mode / vectors.length * vector.length;
                for (int feature = 0; feature < features; feature++) {
                    double sum = 0;
                    for (int n = 0; n < vector.length; n++) {
                        sum += vector[n] * real[(first + n) * features + feature];
                    }
                    values[mode * features + feature] = sign * sum;
                }
            }
            return values;
        }

        /** Real part of C V. C has states as columns, its real part comes first. */
        double[] outputRe(double[] complex) {
            return output(complex, block.vectorsRe(), block.vectorsIm(), -1);
        }

        /** Imaginary part of C V. */
        double[] outputIm(double[] complex) {
            return output(complex, block.vectorsIm(), block.vectorsRe(), 1);
        }

        private double[] output(double[] complex, double[][] byRe, double[][] byIm, int sign) {
            int half = complex.length / 2;
            int features = half / states();
            double[] values = new double[features * modes()];
            for (int feature = 0; feature < features; feature++) {
                for (int mode = 0; mode < modes(); mode++) {
                    int pair = mode % byRe.length;
                    int size = byRe[pair].length;
                    int first = feature * states() + mode / byRe.length * size;
                    double sum = 0;
                    for (int n = 0; n < size; n++) {
                        sum +=
                                complex[first + n] * byRe[pair][n]
                                        + sign * complex[half + first + n] * byIm[pair][n];
                    }
                    values[feature * modes() + mode] = sum;
                }
            }
            return values;
        }
    }
}
