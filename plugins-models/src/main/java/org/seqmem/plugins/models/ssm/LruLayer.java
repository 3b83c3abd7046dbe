// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.plugins.models.layers.DiagonalRecurrence;

/**
 * A linear recurrent unit.
 *
 * <pre>{@code
 * h_t = lambda h_{t-1} + gamma (B x_t)        y_t = Re(C h_t) + d x_t
 * lambda = exp(-exp(nu) + i exp(theta))       gamma = exp(gamma_log)
 * }</pre>
 *
 * <p>Every mode is stored, none stands for its conjugate too: no factor 2. The modulus of lambda is
 * below 1 whatever the parameters.
 *
 * <p>Eigenvalues start uniform over a ring in the complex plane; gamma starts at {@code sqrt(1 -
 * |lambda|^2)}, so that white input gives every mode the power of {@code B x}.
 *
 * <p><b>Shape:</b> (B, T, H) to the same; parameters {@code nu}, {@code theta}, {@code gamma_log}
 * (P), {@code b_re}, {@code b_im} (P, H), {@code c_re}, {@code c_im} (H, P) and {@code d} (H).
 *
 * <p><b>Source:</b> Orvieto, Smith, Gu, Fernando, Gulcehre, Pascanu and De, "Resurrecting recurrent
 * neural networks for long sequences" (2023), and the code of N. Zucchet, minimal-LRU (seen). B
 * starts with the variance 1/(2 H) per part, C with 1/P, d normal. <b>Deviation:</b> d has no
 * weight decay.
 */
final class LruLayer extends DiagonalLayer {

    /** In place of a drawn 0, whose logarithm is infinite. */
    private static final double SMALLEST_DRAW = 0x1p-54;

    private final Parameter nu;
    private final Parameter theta;
    private final Parameter gammaLog;
    private final Parameter inputRe;
    private final Parameter inputIm;
    private final Parameter outputRe;
    private final Parameter outputIm;

    LruLayer(LruConfig config, RandomStreams streams) {
        super(config.modelSize(), streams);
        int modes = config.modes();
        int features = config.modelSize();
        ParameterGroup state = new ParameterGroup(config.stateRateFactor(), false);
        Shape perMode = new Shape(modes);
        // gamma depends on the moduli: it draws what they draw, from a stream of the same name
        ParameterInit moduli = (stream, shape) -> logNegativeLogModuli(config, stream, modes);
        this.nu = parameter("nu", perMode, moduli, state);
        this.theta = parameter("theta", perMode, (s, shape) -> logPhases(config, s, modes), state);
        this.gammaLog =
                parameter(
                        "gamma_log",
                        perMode,
                        (s, shape) ->
                                logNormalizers(
                                        logNegativeLogModuli(config, streams.stream("nu"), modes)),
                        state);
        ParameterInit input = ParameterInit.normal(1 / Math.sqrt(2.0 * features));
        this.inputRe = parameter("b_re", new Shape(modes, features), input, state);
        this.inputIm = parameter("b_im", new Shape(modes, features), input, state);
        ParameterInit output = ParameterInit.normal(1 / Math.sqrt(modes));
        this.outputRe = parameter("c_re", new Shape(features, modes), output);
        this.outputIm = parameter("c_im", new Shape(features, modes), output);
    }

    /** What is known about such a layer. */
    static Frame.LayerFacts facts(LruConfig config) {
        int modes = config.modes();
        int features = config.modelSize();
        return new Frame.LayerFacts(
                config.stateSize(),
                3L * modes + 4L * modes * features + features,
                flops(features, modes));
    }

    @Override
    DiagonalRecurrence recurrence(Weights weights, NDManager manager) {
        NDArray gamma = weights.of(gammaLog, manager).exp().expandDims(1); // (P, 1)
        return new DiagonalRecurrence(
                weights.of(nu, manager).exp().neg(),
                weights.of(theta, manager).exp(),
                gamma.mul(weights.of(inputRe)),
                gamma.mul(weights.of(inputIm)),
                weights.of(outputRe, manager),
                weights.of(outputIm, manager));
    }

    /** Logarithms of minus the logarithms of moduli, whose squares are uniform. */
    private static double[] logNegativeLogModuli(LruConfig config, RandomStream stream, int modes) {
        double least = config.minRadius() * config.minRadius();
        double range = config.maxRadius() * config.maxRadius() - least;
        double[] values = new double[modes];
        for (int i = 0; i < modes; i++) {
            double square = least + range * Math.max(SMALLEST_DRAW, stream.nextDouble());
            values[i] = Math.log(-0.5 * Math.log(square));
        }
        return values;
    }

    private static double[] logPhases(LruConfig config, RandomStream stream, int modes) {
        double[] values = new double[modes];
        for (int i = 0; i < modes; i++) {
            values[i] = Math.log(config.maxPhase() * Math.max(SMALLEST_DRAW, stream.nextDouble()));
        }
        return values;
    }

    /** log sqrt(1 - |lambda|^2). */
    private static double[] logNormalizers(double[] nu) {
        double[] values = new double[nu.length];
        for (int i = 0; i < nu.length; i++) {
            values[i] = 0.5 * Math.log(-Math.expm1(-2 * Math.exp(nu[i])));
        }
        return values;
    }
}
