// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.robustness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.seqmem.api.metric.Evaluation;
import org.seqmem.api.metric.Measurement;
import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.TrainedModel;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.StepWeights;
import org.seqmem.plugins.metrics.error.SquaredError;

/**
 * How the error grows when parameters are not quite what training made them: the largest found
 * among random changes of a size.
 *
 * <pre>{@code
 * E(r) = max over repeats and over radii up to r of  NMSE(theta + r d),  max |d| = 1 in every parameter
 * }</pre>
 *
 * <p>with d a normal direction, the same at all radii, scaled in each parameter array. Curves:
 * {@code radii}, with 0 in front, and {@code perturbation-error}; values: {@code unperturbed},
 * {@code at-smallest-radius} and {@code at-largest-radius}. Answers that are not finite count
 * {@value #NOT_FINITE}.
 *
 * <p><b>Source:</b> the perturbation error of Wang, Li and Li (arXiv 2305.19190), definition 3.2,
 * sampled as their published code does: noise of max-norm r on each parameter, thirty repeats, a
 * running maximum. There the radii are 1e-3 2^(i/2), i = 0..20; ours are every second of them, with
 * fewer repeats.
 */
final class PerturbationError implements Metric {

    /** Far above any error of an answer, and a number. */
    private static final double NOT_FINITE = 1e30;

    private final PerturbationErrorConfig config;

    PerturbationError(PerturbationErrorConfig config) {
        this.config = config;
    }

    @Override
    public Measurement measure(TrainedModel trained) {
        Evaluation test = first(trained.test());
        double[] radii = new double[config.radii().size() + 1];
        double[] errors = new double[radii.length];
        errors[0] = error(trained, test);
        RandomStreams.Family streams = trained.streams().family("directions");
        for (int i = 1; i < radii.length; i++) {
            double radius = config.radii().get(i - 1);
            radii[i] = radius;
            errors[i] = errors[i - 1];
            for (int repeat = 0; repeat < config.repeats(); repeat++) {
                RandomStream stream = streams.at(repeat);
                double perturbed =
                        trained.displaced(
                                (parameter, size) -> direction(stream, size, radius),
                                () -> error(trained, test));
                errors[i] = Math.max(errors[i], perturbed);
            }
        }
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("unperturbed", errors[0]);
        values.put("at-smallest-radius", errors[1]);
        values.put("at-largest-radius", errors[errors.length - 1]);
        return new Measurement(values, Map.of("radii", radii, "perturbation-error", errors));
    }

    private static double[] direction(RandomStream stream, int size, double radius) {
        double[] direction = new double[size];
        Arrays.setAll(direction, i -> stream.nextGaussian());
        double largest = Arrays.stream(direction).map(Math::abs).max().orElse(1);
        Arrays.setAll(direction, i -> direction[i] * radius / largest);
        return direction;
    }

    private Evaluation first(Evaluation test) {
        int count = Math.min(config.sequences(), test.count());
        return new Evaluation(
                test.shape(),
                count,
                Arrays.copyOf(test.inputs(), test.inputs().length / test.count() * count),
                Arrays.copyOf(test.targets(), test.targets().length / test.count() * count),
                new double[0]);
    }

    private static double error(TrainedModel trained, Evaluation test) {
        SequenceShape shape = test.shape();
        try (NDManager scope = trained.manager().newSubManager()) {
            Shape batch = new Shape(test.count(), shape.length(), shape.inputSize());
            NDArray x = scope.create(test.inputs(), batch).toType(trained.dataType(), false);
            double[] predictions =
                    trained.predict(x).toType(DataType.FLOAT64, false).toDoubleArray();
            double error =
                    SquaredError.of(
                                    new Evaluation(
                                            shape,
                                            test.count(),
                                            test.inputs(),
                                            test.targets(),
                                            predictions),
                                    StepWeights.ALL)
                            .normalised();
            return Double.isFinite(error) ? error : NOT_FINITE;
        }
    }
}
