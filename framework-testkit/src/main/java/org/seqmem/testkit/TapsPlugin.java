// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.seqmem.api.config.AtLeast;
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.SequenceBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;

/**
 * {@code testkit-taps}: the smallest model, for experiments in tests.
 *
 * <pre>{@code
 * y_t = sum_{s=0..K-1} W_s x_{t-s}
 * }</pre>
 */
public final class TapsPlugin implements ModelPlugin<TapsPlugin.TapsConfig> {

    /** Small enough that learning is seen, in the first steps, as a fall of the error. */
    private static final double DEVIATION = 0.1;

    /** For the ServiceLoader. */
    public TapsPlugin() {}

    /**
     * The configuration.
     *
     * @param taps K, how many of the last inputs are weighted, the present one included
     */
    public record TapsConfig(@AtLeast(1) int taps) {}

    @Override
    public String name() {
        return "testkit-taps";
    }

    @Override
    public Class<TapsConfig> configType() {
        return TapsConfig.class;
    }

    @Override
    public String summary() {
        return "for tests: a weighted sum of the last inputs";
    }

    @Override
    public Optional<String> width() {
        return Optional.of("taps");
    }

    @Override
    public ModelFacts facts(TapsConfig config, SequenceShape shape) {
        long weights = (long) config.taps() * shape.inputSize() * shape.outputSize();
        return new ModelFacts(
                Set.of(
                        Claim.CAUSAL,
                        Claim.LINEAR,
                        Claim.TIME_INVARIANT,
                        Claim.STABLE_BY_CONSTRUCTION),
                OptionalLong.of((config.taps() - 1L) * shape.inputSize()),
                OptionalInt.of(config.taps()),
                weights,
                2 * weights);
    }

    @Override
    public Block create(TapsConfig config, ModelContext context) {
        return new Taps(config.taps(), context.shape(), context.streams());
    }

    private static final class Taps extends SequenceBlock {

        private final int taps;
        private final int outputs;
        private final Parameter weights;

        Taps(int taps, SequenceShape shape, RandomStreams streams) {
            super(streams);
            this.taps = taps;
            this.outputs = shape.outputSize();
            this.weights =
                    parameter(
                            "weights",
                            new Shape((long) taps * shape.inputSize(), outputs),
                            ParameterInit.normal(DEVIATION));
        }

        @Override
        protected NDArray forward(NDArray x, Weights given) {
            long length = x.getShape().get(1);
            NDArray window = x;
            NDArray shifted = x;
            for (int lag = 1; lag < taps; lag++) {
                NDArray first = x.get(new NDIndex(":, :1")).zerosLike();
                shifted = first.concat(shifted.get(new NDIndex(":, :{}", length - 1)), 1);
                window = window.concat(shifted, 2); // (B, T, lag d_in)
            }
            return window.matMul(given.of(weights)); // (B, T, K d_in) (K d_in, d_out)
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return new Shape[] {inputShapes[0].slice(0, 2).add(outputs)};
        }
    }
}
