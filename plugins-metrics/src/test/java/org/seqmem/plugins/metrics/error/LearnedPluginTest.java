// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.seqmem.api.metric.Evaluation;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.plugins.metrics.PredictedModel;

class LearnedPluginTest {

    /** Two sequences of five steps and one output. */
    private static final Evaluation TEST =
            new Evaluation(
                    new SequenceShape(5, 1, 1),
                    2,
                    new double[10],
                    new double[] {0, 1, 2, 2, 2, 0, 1, 2, 0, 4},
                    new double[] {1, 1, 2, 0, 2, 0, 1, 2, 0, 2});

    @Test
    void isOneBelowTheThresholdAndZeroFromThereOn() {
        double error = 9 / 34.0;
        assertThat(learned(Math.nextUp(error))).isEqualTo(1);
        assertThat(learned(error)).isEqualTo(0);
    }

    private static double learned(double threshold) {
        return Objects.requireNonNull(
                new LearnedPlugin()
                        .create(new LearnedConfig(threshold))
                        .measure(new PredictedModel(TEST))
                        .values()
                        .get("learned"));
    }
}
