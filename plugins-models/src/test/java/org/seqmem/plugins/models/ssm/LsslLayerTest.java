// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.testkit.ModelUnderTest;
import org.seqmem.testkit.ReferenceVectors;

class LsslLayerTest {

    /** Relative to the largest output, for a smooth input: what a step of 0.02 leaves of it. */
    private static final double SAMPLING = 2e-2;

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void startsAsTheScaledLegendreSystemOfTheReferenceVectors(DataType type) {
        ReferenceVectors file = ReferenceVectors.read(getClass(), "/vectors/s4-dplr.json");
        for (ReferenceVectors.Case vector : file.cases()) {
            int states = vector.integer("/parameters/N");
            double[] u = vector.numbers("/inputs/u");
            try (ModelUnderTest model =
                    model(
                            states,
                            u.length,
                            type,
                            vector.number("/parameters/dt"),
                            vector.numbers("/inputs/c"))) {
                file.assertMet(model.output(u, 1), vector.numbers("/expected/y"), type, "output");
                file.assertMet(
                        model.piece(u, 1, ModelUnderTest.Piece.none()).output(),
                        vector.numbers("/expected/y"),
                        type,
                        "output step by step");
            }
        }
    }

    @Test
    void halfTheRateWithTwiceTheTimeStepSeesAlmostTheSame() {
        double[] c = {1, -0.5, 0.3, 0.2};
        int length = 200;
        double[] fine = smooth(2 * length, 0.01);
        double[] coarse = smooth(length, 0.02);
        try (ModelUnderTest one = model(4, fine.length, DataType.FLOAT64, 0.01, c);
                ModelUnderTest two = model(4, coarse.length, DataType.FLOAT64, 0.02, c)) {
            double[] often = one.output(fine, 1);
            double[] seldom = two.output(coarse, 1);
            double largest = Arrays.stream(seldom).map(Math::abs).max().orElseThrow();
            for (int t = 20; t < length; t++) {
                assertThat(seldom[t])
                        .as("step %d", t)
                        .isCloseTo(often[2 * t], Offset.offset(SAMPLING * largest));
            }
        }
    }

    private static double[] smooth(int length, double dt) {
        double[] values = new double[length];
        Arrays.setAll(values, t -> Math.pow(Math.sin(1.5 * t * dt), 2));
        return values;
    }

    /** One feature with the readout c and no direct path. */
    private static ModelUnderTest model(
            int states, int length, DataType type, double dt, double[] c) {
        LsslConfig config = new LsslConfig(1, states, 1, true, 1e-3, 1e-1, true, 1, 0);
        Map<String, double[]> values = new LinkedHashMap<>();
        values.put("c", Objects.requireNonNull(c));
        values.put("log_dt", new double[] {Math.log(dt)});
        values.put("d", new double[] {0});
        return ModelUnderTest.of(
                new LsslLayer(config, RandomStreams.of(1)),
                new SequenceShape(length, 1, 1),
                type,
                values);
    }
}
