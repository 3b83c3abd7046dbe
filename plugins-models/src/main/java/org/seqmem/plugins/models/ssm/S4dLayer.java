// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.plugins.models.layers.HostArrays;

/**
 * A diagonal state space for each feature.
 *
 * <pre>{@code
 * x' = A x + B u,   y = 2 Re(C x) + d u        A = f(w) + i im_a,   dt = exp(log_dt)
 * y_t = sum_{l=0..t} K_l u_{t-l} + d u_t       K_l = 2 Re sum_n C_n Bbar_n Abar_n^l
 * }</pre>
 *
 * <p>One of each conjugate pair of modes is stored, hence the factor 2. The {@link
 * Reparameterisation} f keeps the real part of every eigenvalue negative, so the system is stable.
 *
 * <p><b>Shape:</b> (B, T, H) to the same; parameters: w, {@code im_a}, {@code b_re}, {@code b_im},
 * {@code c_re}, {@code c_im} (H, N/2), {@code log_dt} and {@code d} (H).
 *
 * <p><b>Source:</b> Gu, Gupta, Goel and Re, "On the parameterization and initialization of diagonal
 * state space models" (2022). B starts at 1, C complex normal with variance 1, d normal, log dt
 * uniform. <b>Deviation:</b> A, B and dt learn at half the rate of the others; the authors take
 * 1e-3 for them, a quarter to a tenth.
 */
final class S4dLayer extends ConvolvedLayer {

    /**
     * What such a layer is made from.
     *
     * @param features H
     * @param stateSize N, even
     * @param init where modes start
     * @param decay how real parts of eigenvalues are made of the trained numbers
     * @param decayName the name of these numbers
     * @param discretisation from continuous time to steps
     * @param dtMin shortest initial time step
     * @param dtMax longest initial time step
     * @param stateRateFactor multiplies the learning rate of A, B and dt
     */
    record Settings(
            int features,
            int stateSize,
            S4dInit init,
            Reparameterisation decay,
            String decayName,
            Discretisation discretisation,
            double dtMin,
            double dtMax,
            double stateRateFactor) {}

    private final Reparameterisation reparameterisation;
    private final Discretisation discretisation;
    private final Parameter decay;
    private final Parameter imaginary;
    private final Parameter logStep;
    private final Parameter inputRe;
    private final Parameter inputIm;
    private final Parameter outputRe;
    private final Parameter outputIm;

    S4dLayer(Settings settings, RandomStreams streams) {
        super(settings.features(), streams);
        this.reparameterisation = settings.decay();
        this.discretisation = settings.discretisation();
        int size = settings.stateSize();
        Shape modes = new Shape(settings.features(), size / 2);
        Shape perFeature = new Shape(settings.features());
        ParameterGroup state = new ParameterGroup(settings.stateRateFactor(), false);
        double[] decays =
                Arrays.stream(settings.init().negativeRe(size))
                        .map(re -> settings.decay().inverse(-re))
                        .toArray();
        this.decay = parameter(settings.decayName(), modes, perFeature(decays), state);
        this.imaginary = parameter("im_a", modes, perFeature(settings.init().im(size)), state);
        this.logStep =
                parameter(
                        "log_dt",
                        perFeature,
                        Steps.logarithms(settings.dtMin(), settings.dtMax()),
                        state);
        this.inputRe = parameter("b_re", modes, perFeature(settings.init().input(size)), state);
        this.inputIm = parameter("b_im", modes, ParameterInit.constant(0), state);
        // real and imaginary part share the variance 1
        ParameterInit output = ParameterInit.normal(Math.sqrt(0.5));
        this.outputRe = parameter("c_re", modes, output);
        this.outputIm = parameter("c_im", modes, output);
    }

    /** What is known about such a layer: A, B and C are complex, dt and d real. */
    static Frame.LayerFacts facts(int features, int stateSize, int length) {
        return new Frame.LayerFacts(
                (long) features * stateSize,
                features * (3L * stateSize + 2),
                flops(features, length));
    }

    @Override
    Systems systems(Weights weights, NDManager manager) {
        DiagonalSystem system =
                discretisation.discretise(
                        new DiagonalSystem.Continuous(
                                reparameterisation.decay(weights.of(decay, manager)),
                                weights.of(imaginary, manager),
                                weights.of(inputRe, manager),
                                weights.of(inputIm, manager),
                                weights.of(logStep, manager).exp().expandDims(1)));
        return system.readBy(weights.of(outputRe, manager), weights.of(outputIm, manager));
    }

    @Override
    Optional<OwnKernel> ownKernel(Weights weights, int length) {
        List<NDArray> arrays =
                Stream.of(decay, imaginary, inputRe, inputIm, outputRe, outputIm, logStep)
                        .map(weights::of)
                        .toList();
        DiagonalKernel kernel =
                new DiagonalKernel(
                        DiagonalKernel.Numbers.read(arrays),
                        reparameterisation,
                        discretisation,
                        length);
        return Optional.of(
                new OwnKernel() {
                    @Override
                    public double[] values() {
                        return kernel.values();
                    }

                    @Override
                    public void backward(double[] gradient) {
                        List<double[]> gradients = kernel.backward(gradient).list();
                        for (int i = 0; i < arrays.size(); i++) {
                            try (NDArray all = arrays.get(i).getGradient()) {
                                HostArrays.add(all, gradients.get(i));
                            }
                        }
                    }
                });
    }

    /** The same values for every feature. */
    static ParameterInit perFeature(double[] modes) {
        return (stream, shape) -> {
            double[] values = new double[Math.toIntExact(shape.size())];
            Arrays.setAll(values, i -> modes[i % modes.length]);
            return values;
        };
    }
}
