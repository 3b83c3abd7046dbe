// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.plugins.models.LayerVectors;
import org.seqmem.testkit.ModelUnderTest;
import org.seqmem.testkit.ReferenceVectors;

class S5LayerTest {

    private static final double ROUNDING = 1e-13;

    private static final ReferenceVectors FILE =
            ReferenceVectors.read(S5LayerTest.class, "/vectors/s5.json");

    @ParameterizedTest
    @MethodSource("vectors")
    void meetsTheReferenceVectors(ReferenceVectors.Case vector, DataType type) {
        S5Config config =
                new S5Config(
                        vector.integer("/parameters/features"),
                        2 * vector.integer("/parameters/states"),
                        1,
                        1,
                        Discretisation.valueOf(
                                vector.text("/parameters/discretisation").toUpperCase(Locale.ROOT)),
                        1e-3,
                        1e-1,
                        true,
                        1,
                        0);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String name :
                new String[] {
                    "lambda_re", "lambda_im", "log_dt", "b_re", "b_im", "c_re", "c_im", "d"
                }) {
            parameters.put(name, name);
        }
        LayerVectors.assertMet(
                FILE, vector, new S5Layer(config, RandomStreams.of(1)), "u", parameters, type);
    }

    @Test
    void startsWithANormalInputMatrixInTheBasisOfEigenvectors() {
        int features = 3;
        int states = 8;
        int blocks = 2;
        S5Config config =
                new S5Config(
                        features, states, blocks, 1, Discretisation.ZOH, 1e-3, 1e-1, true, 1, 0);
        LegsSpectrum block = LegsSpectrum.of(states / blocks);
        int pairs = block.frequencies().length;
        try (ModelUnderTest model =
                ModelUnderTest.of(
                        new S5Layer(config, RandomStreams.of(1)),
                        new SequenceShape(2, features, features),
                        DataType.FLOAT64,
                        Map.of())) {
            double[] re = Objects.requireNonNull(model.parameters().get("b_re"));
            double[] im = Objects.requireNonNull(model.parameters().get("b_im"));
            double[] real =
                    ParameterInit.normal(1 / Math.sqrt(states))
                            .values(RandomStreams.of(1).stream("b"), new Shape(states, features));
            for (int n = 0; n < states; n++) {
                int inBlock = n % (states / blocks);
                int first = n / (states / blocks) * pairs;
                for (int feature = 0; feature < features; feature++) {
                    double sum = 0; // 2 Re(V b), back in the basis of real states
                    for (int m = 0; m < pairs; m++) {
                        int mode = (first + m) * features + feature;
                        sum +=
                                2 * block.vectorsRe()[m][inBlock] * re[mode]
                                        - 2 * block.vectorsIm()[m][inBlock] * im[mode];
                    }
                    assertThat(sum)
                            .isCloseTo(real[n * features + feature], Offset.offset(ROUNDING));
                }
            }
        }
    }

    static Stream<Arguments> vectors() {
        return FILE.cases().stream()
                .flatMap(
                        vector ->
                                Stream.of(
                                        arguments(vector, DataType.FLOAT64),
                                        arguments(vector, DataType.FLOAT32)));
    }
}
