// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.memory;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.seqmem.api.metric.Measurement;
import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.TrainedModel;
import org.seqmem.api.task.SequenceShape;

/**
 * The memory function that a trained model really has, to be drawn over the one that it was asked
 * to learn.
 *
 * <p>Values: {@code distance}, how far the measured kernel is from the task's ({@link
 * MeasuredKernel#distance}; only where the task knows its kernel), and {@code mean-lag}, in steps.
 *
 * <p>Curves, over lags: {@code kernel}, the mean derivative of the last output by earlier inputs
 * ({@link MeasuredKernel}; {@code kernel-o-i} for output o and input i if there are several),
 * {@code impulse} and {@code step}, the probes of the literature ({@link MemoryProbe}): largest
 * over the input channels, per unit of amplitude. Entry t of {@code step} belongs to lag t + 1.
 */
final class MeasuredMemory implements Metric {

    private final MeasuredMemoryConfig config;

    MeasuredMemory(MeasuredMemoryConfig config) {
        this.config = config;
    }

    @Override
    public Measurement measure(TrainedModel trained) {
        MeasuredKernel kernel = MeasuredKernel.of(trained, config.sequences());
        Map<String, Double> values = new LinkedHashMap<>();
        trained.task()
                .facts()
                .kernel()
                .flatMap(kernel::distance)
                .ifPresent(distance -> values.put("distance", distance));
        values.put("mean-lag", kernel.meanLag());

        Map<String, double[]> curves = new LinkedHashMap<>();
        for (int output = 0; output < kernel.outputs(); output++) {
            for (int input = 0; input < kernel.inputs(); input++) {
                boolean single = kernel.outputs() * kernel.inputs() == 1;
                String name =
                        single
                                ? Measurement.KERNEL
                                : Measurement.KERNEL + "-" + output + "-" + input;
                curves.put(name, kernel.lags(output, input));
            }
        }
        SequenceShape shape = trained.task().shape();
        MemoryProbe probe =
                MemoryProbe.of(
                        shape,
                        channels(shape.inputSize()),
                        (inputs, count) -> answer(trained, shape, inputs, count));
        curves.put("impulse", probe.largestImpulse());
        curves.put("step", probe.largestStep());
        return new Measurement(values, curves);
    }

    /** One direction per input channel, of the amplitude. */
    private double[][] channels(int inputs) {
        double[][] directions = new double[inputs][inputs];
        for (int i = 0; i < inputs; i++) {
            directions[i][i] = config.amplitude();
        }
        return directions;
    }

    private static double[] answer(
            TrainedModel trained, SequenceShape shape, double[] inputs, int count) {
        try (NDManager scope = trained.manager().newSubManager()) {
            NDArray x =
                    scope.create(inputs, new Shape(count, shape.length(), shape.inputSize()))
                            .toType(trained.dataType(), false);
            return trained.predict(x).toType(DataType.FLOAT64, false).toDoubleArray();
        }
    }
}
