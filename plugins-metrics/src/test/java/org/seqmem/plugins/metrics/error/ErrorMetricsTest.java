// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.Evaluation;
import org.seqmem.api.metric.MeasuredError;
import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.api.metric.TrainedModel;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.StepWeights;
import org.seqmem.api.task.Task;
import org.seqmem.plugins.metrics.KnownTask;
import org.seqmem.plugins.metrics.PredictedModel;

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
        assertThat(nmse(TARGETS).keySet())
                .containsExactly(
                        "nmse",
                        "standard-error",
                        "last-quarter",
                        "last-quarter-standard-error",
                        "last-step",
                        "last-step-standard-error");
    }

    @Test
    void theStandardErrorIsThatOfARatioOfSums() {
        // squared errors 1 and 4 over powers 30 and 2: R = 5/32, deviations 1 - 30 R and 4 - 2 R
        double[] predictions = {1, 2, 3, 5, 0, 0, 3, 1};
        double ratio = 5.0 / 32;
        double squares = Math.pow(1 - 30 * ratio, 2) + Math.pow(4 - 2 * ratio, 2);
        assertThat(nmse(predictions).getOrDefault("standard-error", Double.NaN))
                .isCloseTo(Math.sqrt(2 * squares) / 32, within(ROUNDING));
        assertThat(nmse(new double[8])).containsEntry("standard-error", 0.0);
    }

    @Test
    void theStandardErrorIsHowFarTheErrorScattersOverTestSets() {
        int sets = 400;
        double[] scores = new double[sets];
        double told = 0;
        for (int set = 0; set < sets; set++) {
            Map<String, Double> values = noisyTestSet(set);
            scores[set] = values.getOrDefault("nmse", Double.NaN);
            told += values.getOrDefault("standard-error", Double.NaN) / sets;
        }
        double mean = Arrays.stream(scores).average().orElseThrow();
        double variance = Arrays.stream(scores).map(s -> (s - mean) * (s - mean)).sum() / sets;
        // the deviation of 400 numbers scatters by 1/sqrt(800), a thirtieth; three times that
        assertThat(told).isCloseTo(Math.sqrt(variance), withinPercentage(10));
    }

    /** 64 sequences of one step, targets and errors normal with variances 1 and 1/4. */
    private static Map<String, Double> noisyTestSet(int set) {
        RandomStream stream = RandomStreams.of(17).stream("set", set);
        double[] targets = new double[64];
        double[] predictions = new double[64];
        for (int i = 0; i < 64; i++) {
            targets[i] = stream.nextGaussian();
            predictions[i] = targets[i] + 0.5 * stream.nextGaussian();
        }
        Evaluation test =
                new Evaluation(
                        new SequenceShape(1, 1, 1), 64, new double[64], targets, predictions);
        return new NmsePlugin().create(new NoConfig()).measure(new PredictedModel(test)).values();
    }

    @Test
    void weighsStepsByAPowerOfTime() {
        // errors 1 at step 4 and 4 at step 3, weighted by the square of the step
        double[] predictions = {1, 2, 3, 5, 0, 0, 3, 1};
        double power = 1 + 4 * 4 + 9 * 9 + 16 * 16 + 9 + 16;
        Map<String, Double> values =
                new TimeWeightedErrorPlugin()
                        .create(new TimeWeightedErrorConfig(2))
                        .measure(new Predicted(predictions))
                        .values();
        assertThat(values.getOrDefault("time-weighted-nmse", Double.NaN))
                .isCloseTo((16 + 9 * 4) / power, within(ROUNDING));
    }

    @Test
    void namesAllItsErrorsAndTheStepsThatTheyCount() {
        MetricPlugin<NoConfig> plugin = new NmsePlugin();
        assertThat(plugin.errors(new NoConfig(), new SequenceShape(8, 1, 1)))
                .containsExactly(
                        new MeasuredError("nmse", "standard-error", StepWeights.ALL),
                        new MeasuredError(
                                "last-quarter",
                                "last-quarter-standard-error",
                                new StepWeights(6, 0)),
                        new MeasuredError(
                                "last-step", "last-step-standard-error", new StepWeights(7, 0)));
    }
}
