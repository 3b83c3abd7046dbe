// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.memory;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.seqmem.api.metric.Evaluation;
import org.seqmem.api.metric.Measurement;
import org.seqmem.plugins.metrics.KnownInput;
import org.seqmem.plugins.metrics.KnownModel;
import org.seqmem.plugins.metrics.KnownTask;

class ErrorByLagPluginTest {

    /** Double precision; a handful of numbers of order 1. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

    @Test
    void findsTheLagsThatTheModelMisses() {
        // Asked for x_t + 2 x_(t-1) over four steps, the model answers x_t + x_t.
        KnownTask task = KnownTask.linear(new double[] {1, 2, 0, 0}, KnownInput.white(1), 0);
        Measurement measured = measure(task);
        double energy = 1 + 4 * 0.75;
        double[] curve = Objects.requireNonNull(measured.curves().get("error-by-lag"));
        double[] expected = {1 / energy, 3 / energy, 0, 0};
        for (int lag = 0; lag < expected.length; lag++) {
            assertThat(curve[lag]).as("lag %d", lag).isCloseTo(expected[lag], ROUNDING);
        }
        assertThat(measured.values().get("total")).isCloseTo(4 / energy, ROUNDING);
    }

    @Test
    void measuresNothingWhereTheKernelIsUnknown() {
        Measurement measured = measure(KnownTask.unknown(4));
        assertThat(measured.values()).isEmpty();
        assertThat(measured.curves()).isEmpty();
    }

    private static Measurement measure(KnownTask task) {
        Evaluation test =
                new Evaluation(
                        task.shape(),
                        3,
                        new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2},
                        new double[12],
                        new double[12]);
        try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
            return new ErrorByLagPlugin()
                    .create(new ErrorByLagConfig(2))
                    .measure(new KnownModel(task, test, manager, DataType.FLOAT64, x -> x.mul(2)));
        }
    }
}
