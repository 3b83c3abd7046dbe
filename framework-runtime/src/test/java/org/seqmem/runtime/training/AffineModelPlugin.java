// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.seqmem.api.Use;
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.SequenceBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;

/** The smallest model: y_t = W x_t + b. Can be told to misbehave. */
public final class AffineModelPlugin implements ModelPlugin<AffineModelPlugin.Config> {

    /** What the model does wrong. */
    public enum Fault {
        NONE,
        THROWS,
        THROWS_OUT_OF_MEMORY,
        WRONG_SHAPE,
        WRONG_TYPE,
        LYING_FACTS,
        NOT_A_NUMBER,
        THROWS_AT_VALIDATION
    }

    /**
     * How the model is.
     *
     * @param fault what goes wrong
     * @param dropout the share of outputs that a training step drops, by the engine's generator
     */
    public record Config(Fault fault, double dropout) {}

    /** A recipe. */
    public static Use<ModelPlugin<?>> use(Fault fault) {
        return new Use<>(new AffineModelPlugin(), new Config(fault, 0));
    }

    /** A recipe with dropout. */
    public static Use<ModelPlugin<?>> withDropout(double dropout) {
        return new Use<>(new AffineModelPlugin(), new Config(Fault.NONE, dropout));
    }

    @Override
    public String name() {
        return "affine";
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public String summary() {
        return "a test model";
    }

    @Override
    public ModelFacts facts(Config config, SequenceShape shape) {
        long numbers = (long) shape.outputSize() * (shape.inputSize() + 1);
        return new ModelFacts(
                Set.of(Claim.CAUSAL),
                OptionalLong.of(0),
                OptionalInt.of(1),
                config.fault() == Fault.LYING_FACTS ? numbers + 1 : numbers,
                2L * shape.inputSize() * shape.outputSize());
    }

    @Override
    public Block create(Config config, ModelContext context) {
        return new Affine(config, context.shape(), context.streams());
    }

    private static final class Affine extends SequenceBlock {

        private final Config config;
        private final Linear inner;

        Affine(Config config, SequenceShape shape, RandomStreams streams) {
            super(streams);
            this.config = config;
            this.inner = child("readout", new Linear(shape, streams.scope("readout")));
        }

        @Override
        protected NDArray forward(NDArray x, Weights weights) {
            NDArray y = inner.apply(x, weights);
            switch (config.fault()) {
                case THROWS -> throw new IllegalStateException("no can do\nmore lines");
                case THROWS_OUT_OF_MEMORY ->
                        throw new IllegalStateException(
                                "DefaultCPUAllocator: can't allocate memory: you tried too much");
                case THROWS_AT_VALIDATION -> {
                    if (!weights.training()) {
                        throw new IllegalStateException("not measured");
                    }
                }
                case WRONG_SHAPE -> {
                    return y.squeeze(2);
                }
                case WRONG_TYPE -> {
                    return y.toType(ai.djl.ndarray.types.DataType.FLOAT64, false);
                }
                case NOT_A_NUMBER -> {
                    return y.mul(Double.NaN);
                }
                default -> {}
            }
            return config.dropout() == 0
                    ? y
                    : ai.djl.nn.norm.Dropout.dropout(
                                    y, (float) config.dropout(), weights.training())
                            .singletonOrThrow();
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return inner.getOutputShapes(inputShapes);
        }
    }

    private static final class Linear extends SequenceBlock {

        private final int outputSize;
        private final Parameter weight;
        private final Parameter bias;

        Linear(SequenceShape shape, RandomStreams streams) {
            super(streams);
            outputSize = shape.outputSize();
            weight =
                    parameter(
                            "weight",
                            new Shape(outputSize, shape.inputSize()),
                            ParameterInit.uniform(1));
            bias =
                    parameter(
                            "bias",
                            new Shape(outputSize),
                            ParameterInit.constant(0),
                            ParameterGroup.NO_DECAY);
        }

        @Override
        protected NDArray forward(NDArray x, Weights weights) {
            return x.matMul(weights.of(weight).transpose()).add(weights.of(bias));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            Shape in = inputShapes[0];
            return new Shape[] {new Shape(in.get(0), in.get(1), outputSize)};
        }
    }
}
