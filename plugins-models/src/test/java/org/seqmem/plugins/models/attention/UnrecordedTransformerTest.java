// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.djl.ndarray.types.DataType;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.NoConfig;
import org.seqmem.api.Use;
import org.seqmem.api.model.PositionEncodingPlugin;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.testkit.ModelUnderTest;

/** The gradient by hand against the one that the engine records. */
class UnrecordedTransformerTest {

    /** Both ways add the same some hundred numbers in another order. */
    private static final double DOUBLE = 1e-10;

    private static final double SINGLE = 1e-4;

    static Stream<Arguments> cases() {
        Use<PositionEncodingPlugin<?>> window =
                new Use<>(
                        new SlidingWindowPlugin(),
                        new SlidingWindowConfig(
                                3, new Use<>(new SinusoidalPlugin(), new SinusoidalConfig(100))));
        return Stream.of(
                arguments(new Use<>(new SinusoidalPlugin(), new SinusoidalConfig(100)), 2, 9, 3),
                arguments(new Use<>(new NonePlugin(), new NoConfig()), 1, 128, 2),
                arguments(new Use<>(new AlibiPlugin(), new NoConfig()), 1, 33, 2),
                arguments(window, 3, 7, 2),
                arguments(window, 1, 1, 1),
                // recorded: positions with parameters, positions that rotate
                arguments(new Use<>(new LearnedPlugin(), new NoConfig()), 1, 5, 2),
                arguments(new Use<>(new T5RelativePlugin(), new T5RelativeConfig(4, 8)), 1, 9, 2),
                arguments(
                        new Use<>(
                                new RopePlugin(),
                                new RopeConfig(10000, RopeConfig.Pairs.INTERLEAVED)),
                        1,
                        9,
                        2));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithTheRecordedPathInDoublePrecision(
            Use<PositionEncodingPlugin<?>> position, int inputs, int length, int batch) {
        agrees(position, inputs, length, batch, DataType.FLOAT64, DOUBLE);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithTheRecordedPathInSinglePrecision(
            Use<PositionEncodingPlugin<?>> position, int inputs, int length, int batch) {
        agrees(position, inputs, length, batch, DataType.FLOAT32, SINGLE);
    }

    private static void agrees(
            Use<PositionEncodingPlugin<?>> position,
            int inputs,
            int length,
            int batch,
            DataType type,
            double tolerance) {
        TransformerConfig config = new TransformerConfig(12, 3, 2, 3, NormPlace.PRE, 0, position);
        SequenceShape shape = new SequenceShape(length, inputs, 2);
        try (ModelUnderTest model =
                ModelUnderTest.of(new TransformerPlugin(), config, shape, type, 5)) {
            int count = batch * length * inputs;
            double[] x = new SplittableRandom(7).doubles(count, -1, 1).toArray();
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
}
