// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Parameter;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.testkit.ModelUnderTest;

class LinearTest {

    private static final SequenceShape SHAPE = new SequenceShape(2, 2, 3);

    @Test
    void multipliesTheLastAxisAndAddsTheBias() {
        Map<String, double[]> values =
                Map.of(
                        "weight", new double[] {1, 2, 3, 4, 5, 6},
                        "bias", new double[] {10, 20, 30});
        try (ModelUnderTest model = ModelUnderTest.of(linear(), SHAPE, DataType.FLOAT64, values)) {
            assertThat(model.output(new double[] {1, 0, 0, -1}, 1))
                    .containsExactly(11, 23, 35, 8, 16, 24);
        }
    }

    @Test
    void keepsTheBiasFromDecaying() {
        Linear linear = linear();
        Parameter bias = Objects.requireNonNull(linear.getParameters().get("bias"));
        Parameter weight = Objects.requireNonNull(linear.getParameters().get("weight"));
        assertThat(linear.group(bias)).isEqualTo(ParameterGroup.NO_DECAY);
        assertThat(linear.group(weight)).isEqualTo(ParameterGroup.REGULAR);
    }

    @Test
    void drawsWithinOneOverTheRootOfTheInputs() {
        Linear linear = new Linear(25, 40, RandomStreams.of(1));
        SequenceShape shape = new SequenceShape(1, 25, 40);
        try (ModelUnderTest model = ModelUnderTest.of(linear, shape, DataType.FLOAT64, Map.of())) {
            model.parameters()
                    .forEach(
                            (name, drawn) -> {
                                double largest =
                                        Arrays.stream(drawn).map(Math::abs).max().orElse(0);
                                assertThat(largest).as(name).isBetween(0.15, 0.2);
                            });
        }
    }

    private static Linear linear() {
        return new Linear(2, 3, RandomStreams.of(1));
    }
}
