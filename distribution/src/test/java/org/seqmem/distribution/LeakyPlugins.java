// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.seqmem.api.NoConfig;
import org.seqmem.api.input.InputProcess;
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.SequenceBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.SplitSizes;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskFacts;
import org.seqmem.api.task.TaskPlugin;
import org.seqmem.plugins.memory.Ar1Config;
import org.seqmem.plugins.memory.Ar1Plugin;
import org.seqmem.plugins.memory.WhiteGaussianConfig;
import org.seqmem.plugins.memory.WhiteGaussianPlugin;

/** Plugins with the mistakes that an integrity guard is for, each with an honest twin. */
public final class LeakyPlugins {

    private LeakyPlugins() {}

    /** A model with one weight for each of three neighbouring inputs; told to be causal. */
    public static final class TapsPlugin implements ModelPlugin<TapsPlugin.TapsConfig> {

        private static final int TAPS = 3;

        /** Where the inputs come from. */
        public enum Padding {
            /** The present and the last two. */
            CAUSAL,
            /** The last, the present and the next: what "same" padding of a convolution gives. */
            SAME
        }

        /** The configuration. */
        public record TapsConfig(Padding padding) {}

        /** For the ServiceLoader. */
        public TapsPlugin() {}

        @Override
        public String name() {
            return "taps";
        }

        @Override
        public Class<TapsConfig> configType() {
            return TapsConfig.class;
        }

        @Override
        public String summary() {
            return "three neighbouring inputs, weighted";
        }

        @Override
        public ModelFacts facts(TapsConfig config, SequenceShape shape) {
            int size = TAPS * shape.inputSize() * shape.outputSize();
            return new ModelFacts(
                    Set.of(Claim.CAUSAL, Claim.LINEAR, Claim.TIME_INVARIANT),
                    OptionalLong.of((TAPS - 1L) * shape.inputSize()),
                    OptionalInt.of(TAPS),
                    size,
                    2L * size);
        }

        @Override
        public Block create(TapsConfig config, ModelContext context) {
            return new Taps(config.padding() == Padding.CAUSAL ? TAPS - 1 : 1, context);
        }

        private static final class Taps extends SequenceBlock {

            private final int before;
            private final int outputs;
            private final Parameter taps;

            /**
             * @param before how many earlier inputs the first output sees, as zeros
             */
            Taps(int before, ModelContext context) {
                super(context.streams());
                this.before = before;
                this.outputs = context.shape().outputSize();
                int inputs = context.shape().inputSize();
                this.taps =
                        parameter(
                                "taps",
                                new Shape(TAPS, inputs, outputs),
                                ParameterInit.normal(0.1));
            }

            @Override
            protected NDArray forward(NDArray x, Weights weights) {
                long length = x.getShape().get(1);
                Shape side = new Shape(x.getShape().get(0), TAPS - 1, x.getShape().get(2));
                NDArray zeros = x.getManager().zeros(side, x.getDataType());
                NDArray padded = zeros.concat(x, 1).concat(zeros, 1); // (B, T + 4, d_in)
                NDArray w = weights.of(taps);
                NDArray y = tap(padded, w, 0, length);
                for (int tap = 1; tap < TAPS; tap++) {
                    y = y.add(tap(padded, w, tap, length));
                }
                return y;
            }

            private NDArray tap(NDArray padded, NDArray w, int tap, long length) {
                long from = TAPS - 1L - before + tap;
                NDIndex steps = new NDIndex(":, {}:{}", from, from + length);
                return padded.get(steps).matMul(w.get(tap));
            }

            @Override
            public Shape[] getOutputShapes(Shape[] inputShapes) {
                return new Shape[] {inputShapes[0].slice(0, 2).add(outputs)};
            }
        }
    }

    /**
     * A model that answers each input by itself, through a normalisation: y = a x + b (x - m) / s.
     */
    public static final class NormalisedPlugin
            implements ModelPlugin<NormalisedPlugin.NormalisedConfig> {

        /** Where m and s come from. */
        public enum Statistics {
            /** From nowhere: 0 and 1. */
            FIXED,
            /** From the batch, also in evaluation: batch normalisation in training mode. */
            BATCH
        }

        /** The configuration. */
        public record NormalisedConfig(Statistics statistics) {}

        /** For the ServiceLoader. */
        public NormalisedPlugin() {}

        @Override
        public String name() {
            return "normalised";
        }

        @Override
        public Class<NormalisedConfig> configType() {
            return NormalisedConfig.class;
        }

        @Override
        public String summary() {
            return "each input by itself, through a normalisation";
        }

        @Override
        public ModelFacts facts(NormalisedConfig config, SequenceShape shape) {
            return new ModelFacts(
                    Set.of(Claim.CAUSAL), OptionalLong.of(0), OptionalInt.of(1), 2, 8);
        }

        @Override
        public Block create(NormalisedConfig config, ModelContext context) {
            return new Normalised(config.statistics() == Statistics.BATCH, context);
        }

        private static final class Normalised extends SequenceBlock {

            private final boolean batch;
            private final Parameter plain;
            private final Parameter gain;

            Normalised(boolean batch, ModelContext context) {
                super(context.streams());
                this.batch = batch;
                // together half the mean of the batch, a hint of every input in it
                this.plain = parameter("plain", new Shape(1), ParameterInit.constant(0.5));
                this.gain = parameter("gain", new Shape(1), ParameterInit.constant(-0.5));
            }

            @Override
            protected NDArray forward(NDArray x, Weights weights) {
                NDArray normal = x;
                if (batch) {
                    NDArray centred = x.sub(x.mean());
                    normal = centred.div(centred.mul(centred).mean().sqrt());
                }
                return x.mul(weights.of(plain)).add(normal.mul(weights.of(gain)));
            }

            @Override
            public Shape[] getOutputShapes(Shape[] inputShapes) {
                return inputShapes;
            }
        }
    }

    /** The next value of an autoregressive process: of it, no causal model knows the innovation. */
    public static final class ForecastPlugin implements TaskPlugin<NoConfig> {

        private static final int LENGTH = 32;
        private static final double COEFFICIENT = 0.9;

        /** For the ServiceLoader. */
        public ForecastPlugin() {}

        @Override
        public String name() {
            return "forecast";
        }

        @Override
        public Class<NoConfig> configType() {
            return NoConfig.class;
        }

        @Override
        public String summary() {
            return "the next value of an autoregressive process";
        }

        @Override
        public Task create(NoConfig config) {
            InputProcess process = new Ar1Plugin().create(new Ar1Config(COEFFICIENT, 1));
            double innovation = 1 - COEFFICIENT * COEFFICIENT;
            TaskFacts facts =
                    new TaskFacts(
                            OptionalDouble.of(1),
                            Optional.of((output, input, lag) -> lag == 0 ? COEFFICIENT : 0),
                            Optional.of(process),
                            OptionalDouble.of(innovation),
                            OptionalDouble.of(1),
                            OptionalDouble.of(innovation));
            return new SmallTask(new SequenceShape(LENGTH, 1, 1), facts) {
                @Override
                public void draw(RandomStream stream, double[] input, double[] target) {
                    double[] values = new double[LENGTH + 1];
                    process.draw(stream, values, 1);
                    System.arraycopy(values, 0, input, 0, LENGTH);
                    System.arraycopy(values, 1, target, 0, LENGTH);
                }
            };
        }
    }

    /** A delay whose answer stands beside the input, which the facts do not say. */
    public static final class AnsweredPlugin implements TaskPlugin<NoConfig> {

        private static final int LENGTH = 16;
        private static final int DELAY = 4;

        /** For the ServiceLoader. */
        public AnsweredPlugin() {}

        @Override
        public String name() {
            return "answered";
        }

        @Override
        public Class<NoConfig> configType() {
            return NoConfig.class;
        }

        @Override
        public String summary() {
            return "a delay, with the answer in the second input";
        }

        @Override
        public Task create(NoConfig config) {
            InputProcess process = new WhiteGaussianPlugin().create(new WhiteGaussianConfig(1));
            TaskFacts facts =
                    new TaskFacts(
                            OptionalDouble.of((double) (LENGTH - DELAY) / LENGTH),
                            Optional.of((output, input, lag) -> input == 0 && lag == DELAY ? 1 : 0),
                            Optional.of(process));
            return new SmallTask(new SequenceShape(LENGTH, 2, 1), facts) {
                @Override
                public void draw(RandomStream stream, double[] input, double[] target) {
                    double[] values = new double[LENGTH];
                    process.draw(stream, values, 1);
                    for (int t = 0; t < LENGTH; t++) {
                        target[t] = t < DELAY ? 0 : values[t - DELAY];
                        input[2 * t] = values[t];
                        input[2 * t + 1] = target[t];
                    }
                }
            };
        }
    }

    private abstract static class SmallTask implements Task {

        private final SequenceShape shape;
        private final TaskFacts facts;

        SmallTask(SequenceShape shape, TaskFacts facts) {
            this.shape = shape;
            this.facts = facts;
        }

        @Override
        public SequenceShape shape() {
            return shape;
        }

        @Override
        public SplitSizes sizes() {
            return new SplitSizes(OptionalInt.of(256), 64, 256);
        }

        @Override
        public TaskFacts facts() {
            return facts;
        }
    }
}
