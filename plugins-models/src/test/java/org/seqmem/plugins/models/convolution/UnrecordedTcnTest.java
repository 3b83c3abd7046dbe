// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.testkit.ModelUnderTest;

/** The gradient by hand against the one that the engine records. */
class UnrecordedTcnTest {

    /** Both ways add the same some hundred numbers in another order. */
    private static final double DOUBLE = 1e-12;

    private static final double SINGLE = 1e-4;

    static Stream<Arguments> cases() {
        return Stream.of(
                Arguments.of(new TcnConfig(4, 3, 2, 2, 0, true, true), 2, 9, 2),
                Arguments.of(new TcnConfig(3, 3, 2, 1, 0, true, true), 1, 7, 3),
                Arguments.of(new TcnConfig(4, 2, 3, 2, 0, false, false), 4, 12, 2),
                Arguments.of(new TcnConfig(3, 1, 1, 2, 0, true, true), 2, 5, 1),
                // taken in three parts
                Arguments.of(new TcnConfig(64, 2, 2, 2, 0, true, true), 1, 1100, 3),
                // convolutions of the engine, of a long sequence and of many short ones
                Arguments.of(new TcnConfig(16, 3, 5, 2, 0, true, true), 2, 2101, 2),
                Arguments.of(new TcnConfig(17, 2, 3, 1, 0, false, false), 3, 7, 601),
                Arguments.of(new TcnConfig(48, 4, 3, 2, 0, true, true), 48, 9, 157),
                // later taps of later blocks reach back beyond the sequence
                Arguments.of(new TcnConfig(4, 4, 3, 2, 0, true, true), 2, 5, 2),
                Arguments.of(new TcnConfig(4, 3, 2, 2, 0, true, true), 1, 1, 1));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithTheRecordedPathInDoublePrecision(
            TcnConfig config, int inputs, int length, int batch) {
        agrees(config, inputs, length, batch, DataType.FLOAT64, DOUBLE);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithTheRecordedPathInSinglePrecision(
            TcnConfig config, int inputs, int length, int batch) {
        agrees(config, inputs, length, batch, DataType.FLOAT32, SINGLE);
    }

    private static void agrees(
            TcnConfig config, int inputs, int length, int batch, DataType type, double tolerance) {
        SequenceShape shape = new SequenceShape(length, inputs, 2);
        try (ModelUnderTest model = ModelUnderTest.of(new TcnPlugin(), config, shape, type, 5)) {
            double[] x = uniform(batch * length * inputs);
            Map<String, double[]> recorded = model.gradients(x, batch).parameters();
            Map<String, double[]> own = model.gradientsInTraining(x, batch);

            assertThat(own.keySet()).isEqualTo(recorded.keySet());
            recorded.forEach(
                    (name, expected) -> {
                        double[] actual = own.getOrDefault(name, new double[0]);
                        assertThat(actual).as(name).hasSameSizeAs(expected);
                        for (int i = 0; i < expected.length; i++) {
                            assertThat(Math.abs(actual[i] - expected[i]))
                                    .as("%s[%d]", name, i)
                                    .isLessThanOrEqualTo(tolerance * (1 + Math.abs(expected[i])));
                        }
                    });
        }
    }

    private static double[] uniform(int count) {
        return new SplittableRandom(7).doubles(count, -1, 1).toArray();
    }
}
