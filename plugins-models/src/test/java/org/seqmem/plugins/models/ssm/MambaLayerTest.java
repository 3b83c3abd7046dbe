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
import org.seqmem.plugins.models.LayerVectors;
import org.seqmem.testkit.ModelUnderTest;
import org.seqmem.testkit.ReferenceVectors;

class MambaLayerTest {

    private static final double ROUNDING = 1e-12;

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void meetsTheReferenceVectors(DataType type) {
        ReferenceVectors file = ReferenceVectors.read(getClass(), "/vectors/mamba.json");
        ReferenceVectors.Case vector = file.cases().get(2);
        assertThat(vector).hasToString("whole-mixer");
        MambaConfig config =
                new MambaConfig(
                        vector.integer("/parameters/model"),
                        vector.integer("/parameters/states"),
                        1,
                        2,
                        vector.integer("/parameters/conv_kernel"),
                        1e-3,
                        1e-1,
                        1);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String name :
                new String[] {
                    "in_proj", "x_proj", "dt_proj", "dt_bias", "a_log", "d", "out_proj"
                }) {
            parameters.put(name, name);
        }
        parameters.put("convolution_weight", "conv_weight");
        parameters.put("convolution_bias", "conv_bias");
        LayerVectors.assertMet(
                file, vector, new MambaLayer(config, RandomStreams.of(1)), "u", parameters, type);
    }

    @Test
    void startsWithTimeStepsBetweenTheirBounds() {
        MambaConfig config = new MambaConfig(32, 4, 1, 2, 4, 1e-2, 1e-1, 1);
        try (ModelUnderTest model =
                ModelUnderTest.of(
                        new MambaLayer(config, RandomStreams.of(1)),
                        new SequenceShape(4, 32, 32),
                        DataType.FLOAT64,
                        Map.of())) {
            double[] biases = Objects.requireNonNull(model.parameters().get("dt_bias"));
            assertThat(Arrays.stream(biases).map(b -> Math.log1p(Math.exp(b))).boxed())
                    .allSatisfy(step -> assertThat(step).isBetween(1e-2, 1e-1));
            double[] logA = Objects.requireNonNull(model.parameters().get("a_log"));
            for (int i = 0; i < logA.length; i++) {
                assertThat(Math.exp(logA[i])).isCloseTo(1 + i % 4, Offset.offset(ROUNDING));
            }
        }
    }
}
