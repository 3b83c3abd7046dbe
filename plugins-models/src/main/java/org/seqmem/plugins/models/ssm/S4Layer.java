// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import static org.seqmem.plugins.models.layers.Scalars.atLeast;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Arrays;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;

/**
 * A state space for each feature whose matrix is diagonal plus one of rank one.
 *
 * <pre>{@code
 * x' = A x + B u,   y = 2 Re(C x) + d u       A = Lambda - P P*,   dt = exp(log_dt)
 * Lambda = -max(exp(log_neg_re_a), 1e-4) + i im_a
 * }</pre>
 *
 * <p>One of each conjugate pair of modes is stored, hence the factor 2. A is dissipative whatever
 * the parameters, so the system is stable. It starts as the scaled-Legendre (HiPPO-LegS) matrix in
 * the basis of its normal part's eigenvectors.
 *
 * <p><b>Shape:</b> (B, T, H) to the same; parameters {@code log_neg_re_a}, {@code im_a}, {@code
 * p_re}, {@code p_im}, {@code b_re}, {@code b_im}, {@code c_re}, {@code c_im} (H, N/2), {@code
 * log_dt} and {@code d} (H).
 *
 * <p><b>Source:</b> Gu, Goel and Re, "Efficiently modeling long sequences with structured state
 * spaces" (2022), and the authors' code (seen). C starts complex normal with variance 1, d normal,
 * log dt uniform. <b>Deviation:</b> C itself is trained. There it is C (I - Abar^L), which ties a
 * layer to one length; here that product is made in each pass, so a layer serves any length, and
 * steps need no inverse. A, P, B and dt learn at half the rate of the others; the authors take 1e-3
 * for them, a quarter to a tenth.
 */
final class S4Layer extends ConvolvedLayer {

    /** The slowest decay of a diagonal mode: below it the response has poles on the circle. */
    private static final double SLOWEST = 1e-4;

    private final Parameter logNegativeRe;
    private final Parameter imaginary;
    private final Parameter logStep;
    private final Parameter lowRe;
    private final Parameter lowIm;
    private final Parameter inputRe;
    private final Parameter inputIm;
    private final Parameter outputRe;
    private final Parameter outputIm;

    S4Layer(S4Config config, RandomStreams streams) {
        super(config.modelSize(), streams);
        int size = config.stateSize();
        Shape modes = new Shape(config.modelSize(), size / 2);
        Shape perFeature = new Shape(config.modelSize());
        ParameterGroup state = new ParameterGroup(config.stateRateFactor(), false);
        LegsSpectrum legs = LegsSpectrum.of(size);
        double[] low = Arrays.stream(legs.input()).map(b -> b / Math.sqrt(2)).toArray();
        this.logNegativeRe =
                parameter("log_neg_re_a", modes, ParameterInit.constant(Math.log(0.5)), state);
        this.imaginary = parameter("im_a", modes, S4dLayer.perFeature(legs.frequencies()), state);
        this.logStep =
                parameter(
                        "log_dt",
                        perFeature,
                        Steps.logarithms(config.dtMin(), config.dtMax()),
                        state);
        this.lowRe = parameter("p_re", modes, S4dLayer.perFeature(low), state);
        this.lowIm = parameter("p_im", modes, ParameterInit.constant(0), state);
        this.inputRe = parameter("b_re", modes, S4dLayer.perFeature(legs.input()), state);
        this.inputIm = parameter("b_im", modes, ParameterInit.constant(0), state);
        // real and imaginary part share the variance 1
        ParameterInit output = ParameterInit.normal(Math.sqrt(0.5));
        this.outputRe = parameter("c_re", modes, output);
        this.outputIm = parameter("c_im", modes, output);
    }

    /** What is known about such a layer: A, B, C and P are complex, dt and d real. */
    static Frame.LayerFacts facts(int features, int stateSize, int length) {
        return new Frame.LayerFacts(
                (long) features * stateSize,
                features * (4L * stateSize + 2),
                flops(features, length));
    }

    @Override
    Systems systems(Weights weights, NDManager manager) {
        return new DplrSystem(
                atLeast(weights.of(logNegativeRe, manager).exp(), SLOWEST),
                weights.of(imaginary, manager),
                weights.of(lowRe, manager),
                weights.of(lowIm, manager),
                weights.of(inputRe, manager),
                weights.of(inputIm, manager),
                weights.of(outputRe, manager),
                weights.of(outputIm, manager),
                weights.of(logStep, manager).exp().expandDims(1));
    }
}
