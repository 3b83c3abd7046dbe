// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.input.InputProcess;
import org.seqmem.api.metric.Evaluation;
import org.seqmem.api.metric.TrainedModel;
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.SplitSizes;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskFacts;

/**
 * A linear model of known weights on a linear task of known kernel, for tests of metrics against
 * closed forms.
 *
 * <pre>{@code
 * y_t = sum_s kernel[s] x_(t-s)        the model's answer: sum_s weights[s] x_(t-s)
 * }</pre>
 *
 * <p>Inputs are white and standard normal. Everything that a {@link TrainedModel} may be asked for
 * is there, in double precision. Closing it frees what was computed.
 */
public final class KnownModel implements TrainedModel, AutoCloseable {

    private static final int COUNT = 64;
    private static final long SEED = 11;
    private static final String PARAMETER = "weights";

    private final KnownTask task;
    private final double[] weights;
    private final NDManager manager = NDManager.newBaseManager();
    private @Nullable Evaluation evaluation;

    /**
     * @param length T of the sequences of the task
     * @param kernel by lag, at most T
     * @param weights by lag, at most T
     */
    public KnownModel(int length, double[] kernel, double[] weights) {
        this.task = new KnownTask(length, kernel.clone());
        this.weights = weights.clone();
    }

    @Override
    public Task task() {
        return task;
    }

    @Override
    public ModelFacts facts() {
        return new ModelFacts(
                Set.of(Claim.CAUSAL, Claim.LINEAR, Claim.TIME_INVARIANT),
                OptionalLong.of(weights.length - 1L),
                OptionalInt.of(weights.length),
                weights.length,
                2L * weights.length);
    }

    /** The weights as they are now. */
    public double[] weights() {
        return weights.clone();
    }

    /** Computed when it is first asked for, with the weights of then. */
    @Override
    public Evaluation test() {
        Evaluation known = evaluation;
        if (known == null) {
            known = evaluate();
            evaluation = known;
        }
        return known;
    }

    private Evaluation evaluate() {
        SequenceShape shape = task.shape();
        int length = shape.length();
        double[] inputs = new double[COUNT * length];
        double[] targets = new double[COUNT * length];
        double[] predictions = new double[COUNT * length];
        for (int i = 0; i < COUNT; i++) {
            double[] input = new double[length];
            double[] target = new double[length];
            task.draw(RandomStreams.of(SEED).stream("test", i), input, target);
            System.arraycopy(input, 0, inputs, i * length, length);
            System.arraycopy(target, 0, targets, i * length, length);
            System.arraycopy(convolved(weights, input), 0, predictions, i * length, length);
        }
        return new Evaluation(shape, COUNT, inputs, targets, predictions);
    }

    @Override
    public NDArray predict(NDArray x) {
        return convolved(x);
    }

    /**
     * The matrix stands first, since a number that multiplies an array must outlive the gradient.
     */
    private NDArray convolved(NDArray x) {
        int length = Math.toIntExact(x.getShape().get(1));
        double[] matrix = new double[length * length];
        for (int t = 0; t < length; t++) {
            for (int lag = 0; lag < Math.min(weights.length, t + 1); lag++) {
                matrix[t * length + t - lag] = weights[lag];
            }
        }
        NDArray toeplitz =
                ModelUnderTest.array(
                        x.getManager(), matrix, new Shape(1, length, length), x.getDataType());
        return toeplitz.matMul(x); // (1, T, T) x (B, T, 1)
    }

    @Override
    public DataType dataType() {
        return DataType.FLOAT64;
    }

    @Override
    public NDManager manager() {
        return manager;
    }

    @Override
    public RandomStreams streams() {
        return RandomStreams.of(SEED).scope("metric");
    }

    /** Three, the error a fifth of the last at each: in the end the model has learned. */
    @Override
    public List<Validated> validations() {
        return List.of(
                new Validated(10, 1, 0.5), new Validated(20, 2, 0.1), new Validated(30, 3, 0.02));
    }

    @Override
    public Optional<UnaryOperator<NDArray>> ofLength(int length) {
        return Optional.of(this::convolved);
    }

    @Override
    public <R> R displaced(Displacement displacement, Supplier<R> work) {
        double[] before = weights.clone();
        double[] added = displacement.of(PARAMETER, weights.length);
        Arrays.setAll(weights, i -> before[i] + added[i]);
        try {
            return work.get();
        } finally {
            System.arraycopy(before, 0, weights, 0, before.length);
        }
    }

    @Override
    public void close() {
        manager.close();
    }

    private static double[] convolved(double[] kernel, double[] input) {
        double[] output = new double[input.length];
        for (int t = 0; t < input.length; t++) {
            for (int lag = 0; lag < Math.min(kernel.length, t + 1); lag++) {
                output[t] += kernel[lag] * input[t - lag];
            }
        }
        return output;
    }

    private record KnownTask(int length, double[] kernel) implements Task {

        @Override
        public SequenceShape shape() {
            return new SequenceShape(length, 1, 1);
        }

        @Override
        public SplitSizes sizes() {
            return new SplitSizes(OptionalInt.empty(), COUNT, COUNT);
        }

        /** White inputs: the power of a step is the sum of the squared weights that reach back. */
        @Override
        public TaskFacts facts() {
            double[] power = new double[length];
            for (int t = 0; t < length; t++) {
                for (int lag = 0; lag < Math.min(kernel.length, t + 1); lag++) {
                    power[t] += kernel[lag] * kernel[lag];
                }
            }
            return new TaskFacts(
                    OptionalDouble.of(Arrays.stream(power).average().orElseThrow()),
                    Optional.of((output, input, lag) -> lag < kernel.length ? kernel[lag] : 0),
                    Optional.of(new WhiteNoise()),
                    OptionalDouble.of(0),
                    OptionalDouble.of(1),
                    OptionalDouble.of(0),
                    Optional.of(power));
        }

        @Override
        public void draw(RandomStream stream, double[] input, double[] target) {
            new WhiteNoise().draw(stream, input, 1);
            System.arraycopy(convolved(kernel, input), 0, target, 0, target.length);
        }

        @Override
        public Optional<Task> ofLength(int other) {
            return Optional.of(new KnownTask(other, kernel));
        }
    }

    private record WhiteNoise() implements InputProcess {

        @Override
        public void draw(RandomStream stream, double[] values, int channels) {
            Arrays.setAll(values, i -> stream.nextGaussian());
        }

        @Override
        public double mean() {
            return 0;
        }

        @Override
        public double autocovariance(int lag) {
            return lag == 0 ? 1 : 0;
        }

        @Override
        public boolean independent() {
            return true;
        }

        @Override
        public boolean gaussian() {
            return true;
        }
    }
}
