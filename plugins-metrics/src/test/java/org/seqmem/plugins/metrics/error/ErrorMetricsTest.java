// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.Evaluation;
import org.seqmem.api.metric.TrainedModel;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.Task;
import org.seqmem.plugins.metrics.KnownTask;

class ErrorMetricsTest {

    /** A handful of additions of numbers of order 1. */
    private static final double ROUNDING = 1e-15;

    /** Two sequences of four steps. */
    private static final double[] TARGETS = {1, 2, 3, 4, 0, 0, 1, 1};

    /** A model of which only the predictions are known. */
    private record Predicted(double... predictions) implements TrainedModel {

        @Override
        public Task task() {
            return KnownTask.unknown(4);
        }

        @Override
        public Evaluation test() {
            return new Evaluation(
                    new SequenceShape(4, 1, 1), 2, new double[8], TARGETS, predictions);
        }

        @Override
        public ModelFacts facts() {
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

    private static Map<String, Double> nmse(double... predictions) {
        return new NmsePlugin().create(new NoConfig()).measure(new Predicted(predictions)).values();
    }

    private static double mse(double... predictions) {
        return new MsePlugin()
                .create(new NoConfig())
                .measure(new Predicted(predictions))
                .values()
                .getOrDefault("mse", Double.NaN);
    }

    @Test
    void predictingZeroScoresExactlyOne() {
        assertThat(nmse(new double[8]))
                .containsEntry("nmse", 1.0)
                .containsEntry("last-quarter", 1.0);
    }

    @Test
    void predictingTheTargetScoresZero() {
        assertThat(nmse(TARGETS)).containsEntry("nmse", 0.0);
        assertThat(mse(TARGETS)).isZero();
    }

    @Test
    void meansAreOverSequencesStepsAndOutputs() {
        // errors 1 in the last step of the first sequence, 2 in the third of the second
        double[] predictions = {1, 2, 3, 5, 0, 0, 3, 1};
        assertThat(mse(predictions)).isCloseTo(5.0 / 8, within(ROUNDING));
        assertThat(nmse(predictions).getOrDefault("nmse", Double.NaN))
                .isCloseTo(5.0 / 32, within(ROUNDING));
        assertThat(nmse(predictions).getOrDefault("last-quarter", Double.NaN))
                .isCloseTo(1.0 / 17, within(ROUNDING));
    }

    @Test
    void theHeadlineComesFirst() {
        assertThat(nmse(TARGETS).keySet()).containsExactly("nmse", "last-quarter");
    }
}
