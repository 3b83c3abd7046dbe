// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.SequenceBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.plugins.models.layers.FftConvolution;

/**
 * A diagonal state space for each feature, run as one convolution.
 *
 * <pre>{@code
 * x' = A x + B u,   y = 2 Re(C x) + d u        A = -exp(log_neg_re_a) + i im_a,   dt = exp(log_dt)
 * y_t = sum_{l=0..t} K_l u_{t-l} + d u_t       K_l = 2 Re sum_n C_n Bbar_n Abar_n^l
 * }</pre>
 *
 * <p>One of each conjugate pair of modes is stored, hence the factor 2. The real part of every
 * eigenvalue is negative whatever the parameters, so the system is stable.
 *
 * <p><b>Shape:</b> (B, T, H) to the same; parameters {@code log_neg_re_a}, {@code im_a}, {@code
 * b_re}, {@code b_im}, {@code c_re}, {@code c_im} (H, N/2), {@code log_dt} and {@code d} (H).
 *
 * <p><b>Source:</b> Gu, Gupta, Goel and Re, "On the parameterization and initialization of diagonal
 * state space models" (2022). B starts at 1, C complex normal with variance 1, d normal, log dt
 * uniform.
 */
final class S4dLayer extends SequenceBlock {

    private final Discretisation discretisation;
    private final Parameter logNegativeRe;
    private final Parameter imaginary;
    private final Parameter logStep;
    private final Parameter inputRe;
    private final Parameter inputIm;
    private final Parameter outputRe;
    private final Parameter outputIm;
    private final Parameter direct;

    S4dLayer(S4dConfig config, RandomStreams streams) {
        super(streams);
        this.discretisation = config.discretisation();
        int features = config.modelSize();
        int pairs = config.pairs();
        S4dInit init = config.init();
        Shape modes = new Shape(features, pairs);
        Shape perFeature = new Shape(features);
        ParameterGroup state = new ParameterGroup(config.stateRateFactor(), false);
        this.logNegativeRe =
                parameter("log_neg_re_a", modes, perMode(n -> Math.log(init.negativeRe(n))), state);
        this.imaginary =
                parameter("im_a", modes, perMode(n -> init.im(n, config.stateSize())), state);
        this.logStep =
                parameter("log_dt", perFeature, logUniform(config.dtMin(), config.dtMax()), state);
        this.inputRe = parameter("b_re", modes, ParameterInit.constant(1), state);
        this.inputIm = parameter("b_im", modes, ParameterInit.constant(0), state);
        // real and imaginary part share the variance 1
        ParameterInit output = ParameterInit.normal(Math.sqrt(0.5));
        this.outputRe = parameter("c_re", modes, output);
        this.outputIm = parameter("c_im", modes, output);
        this.direct = parameter("d", perFeature, ParameterInit.normal(1), ParameterGroup.NO_DECAY);
    }

    /** The number of trainable numbers of such a layer: A, B and C complex, dt and d real. */
    static long parameters(S4dConfig config) {
        return config.modelSize() * (6L * config.pairs() + 2);
    }

    /**
     * The floating-point operations for one of T time steps. A real transform of n points takes
     * some 2.5 n log2 n; there are two of 2 T points per sequence and feature, and the product of
     * the spectra. The kernel is made once for a batch and not counted.
     */
    static long flops(S4dConfig config, int length) {
        int log2 = 64 - Long.numberOfLeadingZeros(2L * length - 1);
        return config.modelSize() * (10L * log2 + 6 + 2);
    }

    @Override
    protected NDArray forward(NDArray x, Weights weights) {
        int length = Math.toIntExact(x.getShape().get(1));
        NDArray convolved =
                FftConvolution.causal(
                        x.transpose(0, 2, 1), kernel(weights, length, x.getManager()));
        return convolved.transpose(0, 2, 1).add(x.mul(weights.of(direct)));
    }

    /** The kernel (H, length), made of arrays of a manager. */
    private NDArray kernel(Weights weights, int length, NDManager manager) {
        DiagonalSystem.Continuous system =
                new DiagonalSystem.Continuous(
                        weights.of(logNegativeRe, manager).exp().neg(),
                        weights.of(imaginary, manager),
                        weights.of(inputRe, manager),
                        weights.of(inputIm, manager),
                        weights.of(logStep, manager).exp().expandDims(1));
        return discretisation
                .discretise(system)
                .kernel(weights.of(outputRe, manager), weights.of(outputIm, manager), length);
    }

    /** The same values for every feature. */
    private static ParameterInit perMode(IntToDoubleFunction value) {
        return (stream, shape) -> {
            int pairs = Math.toIntExact(shape.get(1));
            double[] values = new double[Math.toIntExact(shape.size())];
            Arrays.setAll(values, i -> value.applyAsDouble(i % pairs));
            return values;
        };
    }

    private static ParameterInit logUniform(double least, double most) {
        return (stream, shape) -> {
            double[] values = new double[Math.toIntExact(shape.size())];
            double range = Math.log(most) - Math.log(least);
            Arrays.setAll(values, i -> Math.log(least) + range * stream.nextDouble());
            return values;
        };
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }
}
