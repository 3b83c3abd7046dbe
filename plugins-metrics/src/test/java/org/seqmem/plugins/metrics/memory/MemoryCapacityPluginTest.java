// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.seqmem.api.metric.Evaluation;
import org.seqmem.api.metric.Measurement;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.plugins.metrics.PredictedModel;

class MemoryCapacityPluginTest {

    /** Chance adds about one over the number of samples, 40,000, and moves a square by its root. */
    private static final Offset<Double> CHANCE = Offset.offset(0.03);

    private static final int LENGTH = 20;
    private static final int COUNT = 2000;

    @Test
    void isTheSquaredKernelOfALinearModelOverItsEnergy() {
        Measurement measured = measure(new double[] {0, 3, 0, 4}, 6);
        double[] capacity = Objects.requireNonNull(measured.curves().get("capacity-by-lag"));
        // In two of the steps from 1 to 19 the input of lag 3 is not there yet.
        double first = 9 / (9 + 16 * 17 / 19.0);
        double[] expected = {0, first, 0, 16 / 25.0, 0, 0};
        assertThat(capacity).hasSameSizeAs(expected);
        for (int lag = 0; lag < expected.length; lag++) {
            assertThat(capacity[lag]).as("lag %d", lag).isCloseTo(expected[lag], CHANCE);
        }
        assertThat(measured.values().get("total")).isCloseTo(first + 16 / 25.0, CHANCE);
    }

    @Test
    void isOneForADelayAndNothingForAModelThatSaysNothing() {
        assertThat(
                        Objects.requireNonNull(
                                measure(new double[] {0, 0, 2}, 3).curves().get("capacity-by-lag"))[
                                2])
                .isCloseTo(1, CHANCE);
        assertThat(measure(new double[] {0}, 3).values().get("total")).isZero();
    }

    @Test
    void looksAtNoMoreLagsThanThereAre() {
        assertThat(measure(new double[] {1}, 1000).curves().get("capacity-by-lag")).hasSize(LENGTH);
    }

    private static Measurement measure(double[] kernel, int lags) {
        RandomStream stream = RandomStreams.of(3).stream("inputs");
        double[] x = new double[COUNT * LENGTH];
        double[] y = new double[COUNT * LENGTH];
        for (int i = 0; i < x.length; i++) {
            x[i] = stream.nextGaussian();
            for (int lag = 0; lag < Math.min(kernel.length, i % LENGTH + 1); lag++) {
                y[i] += kernel[lag] * x[i - lag];
            }
        }
        Evaluation test = new Evaluation(new SequenceShape(LENGTH, 1, 1), COUNT, x, y, y);
        return new MemoryCapacityPlugin()
                .create(new MemoryCapacityConfig(lags))
                .measure(new PredictedModel(test));
    }
}
