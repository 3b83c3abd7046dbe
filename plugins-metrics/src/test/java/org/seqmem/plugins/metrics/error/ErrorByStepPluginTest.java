// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.Evaluation;
import org.seqmem.api.metric.Measurement;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.plugins.metrics.PredictedModel;

class ErrorByStepPluginTest {

    /** A dozen numbers of order 1. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-15);

    /** Two sequences of five steps and one output. */
    private static final Evaluation TEST =
            new Evaluation(
                    new SequenceShape(5, 1, 1),
                    2,
                    new double[10],
                    new double[] {0, 1, 2, 2, 2, 0, 1, 2, 0, 4},
                    new double[] {1, 1, 2, 0, 2, 0, 1, 2, 0, 2});

    @Test
    void averagesToTheErrorOverAllSteps() {
        Measurement measured =
                new ErrorByStepPlugin().create(new NoConfig()).measure(new PredictedModel(TEST));
        // Powers add up to 34, 6.8 per step; errors per step to 1, 0, 0, 4 and 4.
        double[] curve = Objects.requireNonNull(measured.curves().get("nmse-by-step"));
        assertThat(curve).containsExactly(new double[] {1 / 6.8, 0, 0, 4 / 6.8, 4 / 6.8}, ROUNDING);
        assertThat(Arrays.stream(curve).average().orElseThrow()).isCloseTo(9 / 34.0, ROUNDING);
        assertThat(measured.values().get("last")).isCloseTo(4 / 6.8, ROUNDING);
    }
}
