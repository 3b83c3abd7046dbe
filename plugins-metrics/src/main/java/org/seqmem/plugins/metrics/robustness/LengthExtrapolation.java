// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.robustness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.seqmem.api.metric.Evaluation;
import org.seqmem.api.metric.Measurement;
import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.TrainedModel;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.StepWeights;
import org.seqmem.api.task.Task;
import org.seqmem.plugins.metrics.error.SquaredError;

/**
 * The error on sequences that are longer than those of the training, drawn anew: for each factor f
 * the value {@code fx} is the NMSE over all f T steps, and {@code fx-beyond} that over the steps
 * from T on, which no training has seen.
 *
 * <p>Nothing is measured where the task has no longer sequences, or the model no form for them.
 */
final class LengthExtrapolation implements Metric {

    /** Sequences at a time: they are long. */
    private static final int CHUNK = 16;

    private final LengthExtrapolationConfig config;

    LengthExtrapolation(LengthExtrapolationConfig config) {
        this.config = config;
    }

    @Override
    public Measurement measure(TrainedModel trained) {
        Map<String, Double> values = new LinkedHashMap<>();
        int length = trained.task().shape().length();
        for (int factor : config.factors()) {
            int longer = Math.multiplyExact(factor, length);
            Optional<Task> task = trained.task().ofLength(longer);
            Optional<UnaryOperator<NDArray>> model = trained.ofLength(longer);
            if (task.isEmpty() || model.isEmpty()) {
                continue;
            }
            Evaluation evaluation = evaluate(trained, task.get(), model.get());
            values.put(factor + "x", SquaredError.of(evaluation, StepWeights.ALL).normalised());
            values.put(
                    factor + "x-beyond",
                    SquaredError.of(evaluation, new StepWeights(length, 0)).normalised());
        }
        return new Measurement(values, Map.of());
    }

    private Evaluation evaluate(TrainedModel trained, Task task, UnaryOperator<NDArray> model) {
        SequenceShape shape = task.shape();
        int count = config.sequences();
        double[] inputs = new double[count * shape.length() * shape.inputSize()];
        double[] targets = new double[count * shape.length() * shape.outputSize()];
        double[] predictions = new double[targets.length];
        double[] input = new double[inputs.length / count];
        double[] target = new double[targets.length / count];
        RandomStreams.Family streams = trained.streams().family("sequences-" + shape.length());
        for (int i = 0; i < count; i++) {
            task.draw(streams.at(i), input, target);
            System.arraycopy(input, 0, inputs, i * input.length, input.length);
            System.arraycopy(target, 0, targets, i * target.length, target.length);
        }
        for (int from = 0; from < count; from += CHUNK) {
            int to = Math.min(count, from + CHUNK);
            double[] chunk = new double[(to - from) * input.length];
            System.arraycopy(inputs, from * input.length, chunk, 0, chunk.length);
            try (NDManager scope = trained.manager().newSubManager()) {
                Shape batch = new Shape(to - from, shape.length(), shape.inputSize());
                NDArray x = scope.create(chunk, batch).toType(trained.dataType(), false);
                double[] answers = model.apply(x).toType(DataType.FLOAT64, false).toDoubleArray();
                System.arraycopy(answers, 0, predictions, from * target.length, answers.length);
            }
        }
        return new Evaluation(shape, count, inputs, targets, predictions);
    }
}
