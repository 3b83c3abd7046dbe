// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.memory;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.Optional;
import org.seqmem.api.metric.Evaluation;
import org.seqmem.api.metric.TrainedModel;
import org.seqmem.api.task.LinearKernel;
import org.seqmem.api.task.SequenceShape;

/**
 * How the last output of a model depends on each input before it, on average over the test inputs.
 *
 * <p><b>Formula:</b>
 *
 * <pre>{@code
 * h[o][i][s] = mean over sequences of  d y_{T-1}[o] / d x_{T-1-s}[i],   s = 0..T-1
 * }</pre>
 *
 * <p>Of a linear, time-invariant model this is its kernel. The last step is the only one from which
 * every lag is seen; a model that varies in time may have another memory in earlier steps.
 *
 * @param outputs d_out
 * @param inputs d_in
 * @param length T, the number of lags
 * @param values shape (d_out, d_in, T), row by row
 */
record MeasuredKernel(int outputs, int inputs, int length, double[] values) {

    /** Sequences at a time: a few keep the memory of a backward pass small. */
    private static final int CHUNK = 16;

    /**
     * Measures by backward passes.
     *
     * @param sequences how many test inputs to average over, fewer if there are not as many
     */
    static MeasuredKernel of(TrainedModel trained, int sequences) {
        Evaluation test = trained.test();
        SequenceShape shape = test.shape();
        int width = shape.length() * shape.inputSize();
        int count = Math.min(sequences, test.count());
        double[] values = new double[shape.outputSize() * width];
        for (int from = 0; from < count; from += CHUNK) {
            int to = Math.min(count, from + CHUNK);
            double[] inputs = Arrays.copyOfRange(test.inputs(), from * width, to * width);
            for (int output = 0; output < shape.outputSize(); output++) {
                addSlopes(trained, shape, inputs, output, values);
            }
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= count;
        }
        return new MeasuredKernel(shape.outputSize(), shape.inputSize(), shape.length(), values);
    }

    private static void addSlopes(
            TrainedModel trained,
            SequenceShape shape,
            double[] inputs,
            int output,
            double[] values) {
        double[] slopes = slopes(trained, shape, inputs, output);
        int row = 0;
        for (int step = 0; step < slopes.length / shape.inputSize(); step++) {
            int lag = shape.length() - 1 - step % shape.length();
            for (int input = 0; input < shape.inputSize(); input++) {
                values[(output * shape.inputSize() + input) * shape.length() + lag] +=
                        slopes[row++];
            }
        }
    }

    /** The derivatives of one output in the last step by all inputs, shape (B, T, d_in). */
    private static double[] slopes(
            TrainedModel trained, SequenceShape shape, double[] inputs, int output) {
        try (NDManager scope = trained.manager().newSubManager()) {
            long batch = inputs.length / shape.inputSize() / shape.length();
            NDArray x =
                    scope.create(inputs, new Shape(batch, shape.length(), shape.inputSize()))
                            .toType(trained.dataType(), true);
            x.setRequiresGradient(true);
            try (GradientCollector collector = scope.getEngine().newGradientCollector()) {
                NDArray y = trained.predict(x);
                collector.backward(y.get(new NDIndex(":, -1, {}", output)).sum());
            }
            return x.getGradient().toType(DataType.FLOAT64, true).toDoubleArray();
        }
    }

    double at(int output, int input, int lag) {
        return values[(output * inputs + input) * length + lag];
    }

    /** The weights of one input for one output, by lag. */
    double[] lags(int output, int input) {
        int from = (output * inputs + input) * length;
        return Arrays.copyOfRange(values, from, from + length);
    }

    /** The mean lag, each weighed by its squared weight; 0 if there are no weights at all. */
    double meanLag() {
        double energy = 0;
        double moment = 0;
        for (int i = 0; i < values.length; i++) {
            energy += values[i] * values[i];
            moment += i % length * values[i] * values[i];
        }
        return energy == 0 ? 0 : moment / energy;
    }

    /**
     * The squared distance to a kernel, relative to that kernel's energy: 1 for a model without
     * memory. Empty if the kernel is zero.
     *
     * <pre>{@code
     * distance = sum_{o,i,s} (h[o][i][s] - rho[o][i][s])^2 / sum_{o,i,s} rho[o][i][s]^2
     * }</pre>
     */
    Optional<Double> distance(LinearKernel kernel) {
        double squares = 0;
        double energy = 0;
        for (int output = 0; output < outputs; output++) {
            for (int input = 0; input < inputs; input++) {
                for (int lag = 0; lag < length; lag++) {
                    double asked = kernel.weight(output, input, lag);
                    double difference = at(output, input, lag) - asked;
                    squares += difference * difference;
                    energy += asked * asked;
                }
            }
        }
        return energy == 0 ? Optional.empty() : Optional.of(squares / energy);
    }
}
