// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.cost;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.seqmem.api.metric.Evaluation;
import org.seqmem.api.metric.TrainedModel;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.Task;

class TimeToThresholdPluginTest {

    /** A model of which only the training is known. */
    private record Trained(List<Validated> validations) implements TrainedModel {

        @Override
        public Task task() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ModelFacts facts() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Evaluation test() {
            throw new UnsupportedOperationException();
        }

        @Override
        public NDArray predict(NDArray x) {
            throw new UnsupportedOperationException();
        }

        @Override
        public DataType dataType() {
            throw new UnsupportedOperationException();
        }

        @Override
        public NDManager manager() {
            throw new UnsupportedOperationException();
        }

        @Override
        public RandomStreams streams() {
            throw new UnsupportedOperationException();
        }
    }

    private static final TrainedModel TRAINED =
            new Trained(
                    List.of(
                            new TrainedModel.Validated(100, 1.5, 0.5),
                            new TrainedModel.Validated(200, 3, 0.04),
                            new TrainedModel.Validated(300, 4.5, 0.06)));

    private Map<String, Double> values(double threshold) {
        return new TimeToThresholdPlugin()
                .create(new TimeToThresholdConfig(threshold))
                .measure(TRAINED)
                .values();
    }

    @Test
    void isTheFirstValidationAtOrBelowTheThreshold() {
        assertThat(values(0.05))
                .containsExactly(Map.entry("steps", 200.0), Map.entry("seconds", 3.0));
        assertThat(values(0.5)).containsEntry("steps", 100.0);
    }

    @Test
    void isNothingWhereTheThresholdWasNeverReached() {
        assertThat(values(0.01)).isEmpty();
    }
}
