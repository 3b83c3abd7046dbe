// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.djl.ndarray.types.DataType;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.plugins.models.LayerVectors;
import org.seqmem.testkit.ReferenceVectors;

class S5LayerTest {

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

    static Stream<Arguments> vectors() {
        return FILE.cases().stream()
                .flatMap(
                        vector ->
                                Stream.of(
                                        arguments(vector, DataType.FLOAT64),
                                        arguments(vector, DataType.FLOAT32)));
    }
}
