// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.seqmem.api.metric.Evaluation;
import org.seqmem.api.metric.TrainedModel;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.SplitSizes;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskFacts;

class LengthExtrapolationPluginTest {

    /** A handful of operations in double precision. */
    private static final double ROUNDING = 1e-12;

    private static final int TRAINED = 4;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Engine.getInstance().newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** Inputs of 1 or -1, each its own target. */
    private record Mirror(int length) implements Task {

        @Override
        public SequenceShape shape() {
            return new SequenceShape(length, 1, 1);
        }

        @Override
        public SplitSizes sizes() {
            return new SplitSizes(OptionalInt.empty(), 1, 1);
        }

        @Override
        public TaskFacts facts() {
            return TaskFacts.unknown();
        }

        @Override
        public void draw(RandomStream stream, double[] input, double[] target) {
            for (int t = 0; t < length; t++) {
                input[t] = stream.nextDouble() < 0.5 ? -1 : 1;
                target[t] = input[t];
            }
        }

        @Override
        public Optional<Task> ofLength(int longer) {
            return Optional.of(new Mirror(longer));
        }
    }

    /** Right on the steps of the training, and half as large as it should be after them. */
    private final class Fading implements TrainedModel {

        private final int longest;

        Fading(int longest) {
            this.longest = longest;
        }

        @Override
        public Task task() {
            return new Mirror(TRAINED);
        }

        @Override
        public Optional<UnaryOperator<NDArray>> ofLength(int length) {
            return length <= longest ? Optional.of(this::predict) : Optional.empty();
        }

        @Override
        public NDArray predict(NDArray x) {
            NDArray known = x.get(new NDIndex(":, :" + TRAINED));
            return known.concat(x.get(new NDIndex(":, " + TRAINED + ":")).mul(0.5), 1);
        }

        @Override
        public Evaluation test() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ModelFacts facts() {
            throw new UnsupportedOperationException();
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
            return RandomStreams.of(1);
        }
    }

    private Map<String, Double> measured(int longest) {
        return new LengthExtrapolationPlugin()
                .create(new LengthExtrapolationConfig(List.of(2, 4), 20))
                .measure(new Fading(longest))
                .values();
    }

    @Test
    void isTheErrorOnLongerSequencesAndOnTheirNewSteps() {
        Map<String, Double> values = measured(Integer.MAX_VALUE);
        assertThat(values.keySet()).containsExactly("2x", "2x-beyond", "4x", "4x-beyond");
        assertThat(values.getOrDefault("2x", -1.0)).isCloseTo(0.25 / 2, within(ROUNDING));
        assertThat(values.getOrDefault("2x-beyond", -1.0)).isCloseTo(0.25, within(ROUNDING));
        assertThat(values.getOrDefault("4x", -1.0)).isCloseTo(0.25 * 3 / 4, within(ROUNDING));
        assertThat(values.getOrDefault("4x-beyond", -1.0)).isCloseTo(0.25, within(ROUNDING));
    }

    @Test
    void leavesOutLengthsThatTheModelHasNoFormFor() {
        assertThat(measured(2 * TRAINED).keySet()).containsExactly("2x", "2x-beyond");
        assertThat(measured(TRAINED)).isEmpty();
    }
}
