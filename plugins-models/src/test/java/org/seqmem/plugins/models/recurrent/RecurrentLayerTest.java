// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.testkit.ModelUnderTest;

class RecurrentLayerTest {

    private static final int HIDDEN = 4;

    /** One addition in double precision. */
    private static final double ROUNDING = 1e-15;

    @Test
    void addsTheForgetBiasToOneBlockOfOneBias() {
        Map<String, double[]> plain = parameters(RecurrentCell.LSTM, 0);
        Map<String, double[]> raised = parameters(RecurrentCell.LSTM, 1.5);
        double[] before = at(plain, "bias_ih");
        double[] after = at(raised, "bias_ih");
        for (int i = 0; i < before.length; i++) {
            boolean forgetGate = i / HIDDEN == 1;
            assertThat(after[i])
                    .isCloseTo(before[i] + (forgetGate ? 1.5 : 0), Offset.offset(ROUNDING));
        }
        assertThat(at(raised, "bias_hh")).isEqualTo(at(plain, "bias_hh"));
    }

    @Test
    void drawsFromTheUsualRange() {
        for (RecurrentCell cell : RecurrentCell.values()) {
            parameters(cell, 0)
                    .forEach(
                            (name, values) ->
                                    assertThat(Arrays.stream(values))
                                            .as("%s of %s", name, cell)
                                            .allMatch(value -> Math.abs(value) <= 0.5));
        }
    }

    @Test
    void keepsBiasesFromDecaying() {
        RecurrentLayer layer = layer(RecurrentCell.GRU, 0);
        layer.getParameters()
                .forEach(
                        pair ->
                                assertThat(layer.group(pair.getValue()).decays())
                                        .as(pair.getKey())
                                        .isEqualTo(pair.getKey().startsWith("weight")));
    }

    private static Map<String, double[]> parameters(RecurrentCell cell, double forgetBias) {
        SequenceShape shape = new SequenceShape(2, 3, HIDDEN);
        try (ModelUnderTest model =
                ModelUnderTest.of(layer(cell, forgetBias), shape, DataType.FLOAT64, Map.of())) {
            return model.parameters();
        }
    }

    private static RecurrentLayer layer(RecurrentCell cell, double forgetBias) {
        return new RecurrentLayer(
                cell,
                3,
                HIDDEN,
                RecurrentInit.UNIFORM,
                forgetBias,
                RandomStreams.of(1).scope("layer"));
    }

    private static double[] at(Map<String, double[]> parameters, String name) {
        return Objects.requireNonNull(parameters.get(name), name);
    }
}
