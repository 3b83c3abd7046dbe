// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
        Map<String, double[]> plain = parameters(RecurrentCell.LSTM, GateBias.NONE);
        Map<String, double[]> raised =
                parameters(RecurrentCell.LSTM, GateBias.lstm(1.5, Optional.empty()));
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
    void chronoSpreadsTheMemoriesOfAnLstm() {
        int longest = 50;
        Map<String, double[]> values =
                parameters(RecurrentCell.LSTM, GateBias.lstm(1, Optional.of(longest)));
        double[] first = at(values, "bias_ih");
        double[] second = at(values, "bias_hh");
        for (int unit = 0; unit < HIDDEN; unit++) {
            double forget = first[HIDDEN + unit];
            assertThat(1 / (1 - logistic(forget))).isBetween(2.0, (double) longest);
            assertThat(first[unit]).as("input gate").isEqualTo(-forget);
            assertThat(second[unit]).isZero();
            assertThat(second[HIDDEN + unit]).isZero();
            // cell and output gate stay as they are
            assertThat(second[2 * HIDDEN + unit]).isNotZero();
            assertThat(second[3 * HIDDEN + unit]).isNotZero();
        }
        assertThat(Arrays.stream(first).skip(HIDDEN).limit(HIDDEN).distinct().count())
                .isEqualTo(HIDDEN);
    }

    @Test
    void chronoRaisesTheGateThatMultipliesTheOldStateOfAGru() {
        Map<String, double[]> values = parameters(RecurrentCell.GRU, GateBias.gru(Optional.of(50)));
        double[] first = at(values, "bias_ih");
        for (int unit = 0; unit < HIDDEN; unit++) {
            assertThat(first[HIDDEN + unit]).isPositive();
            assertThat(at(values, "bias_hh")[HIDDEN + unit]).isZero();
        }
    }

    @Test
    void theIdentityStandsInEveryGateWithoutBiases() {
        try (ModelUnderTest model =
                ModelUnderTest.of(
                        layer(RecurrentCell.GRU, RecurrentInit.IDENTITY, GateBias.NONE),
                        new SequenceShape(2, 3, HIDDEN),
                        DataType.FLOAT64,
                        Map.of())) {
            double[] weights = at(model.parameters(), "weight_hh");
            for (int i = 0; i < weights.length; i++) {
                boolean diagonal = i / HIDDEN % HIDDEN == i % HIDDEN;
                assertThat(weights[i]).isEqualTo(diagonal ? 1 : 0);
            }
            assertThat(at(model.parameters(), "bias_ih")).containsOnly(0);
            assertThat(at(model.parameters(), "bias_hh")).containsOnly(0);
        }
    }

    @Test
    void drawsFromTheUsualRange() {
        for (RecurrentCell cell : RecurrentCell.values()) {
            parameters(cell, GateBias.NONE)
                    .forEach(
                            (name, values) ->
                                    assertThat(Arrays.stream(values))
                                            .as("%s of %s", name, cell)
                                            .allMatch(value -> Math.abs(value) <= 0.5));
        }
    }

    @Test
    void keepsBiasesFromDecaying() {
        RecurrentLayer layer = layer(RecurrentCell.GRU, RecurrentInit.UNIFORM, GateBias.NONE);
        layer.getParameters()
                .forEach(
                        pair ->
                                assertThat(layer.group(pair.getValue()).decays())
                                        .as(pair.getKey())
                                        .isEqualTo(pair.getKey().startsWith("weight")));
    }

    private static Map<String, double[]> parameters(RecurrentCell cell, GateBias gateBias) {
        SequenceShape shape = new SequenceShape(2, 3, HIDDEN);
        RecurrentLayer layer = layer(cell, RecurrentInit.UNIFORM, gateBias);
        try (ModelUnderTest model = ModelUnderTest.of(layer, shape, DataType.FLOAT64, Map.of())) {
            return model.parameters();
        }
    }

    private static RecurrentLayer layer(RecurrentCell cell, RecurrentInit init, GateBias gateBias) {
        return new RecurrentLayer(
                new RecurrentLayer.Design(cell, init, gateBias),
                3,
                HIDDEN,
                RandomStreams.of(1).scope("layer"));
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double[] at(Map<String, double[]> parameters, String name) {
        return Objects.requireNonNull(parameters.get(name), name);
    }
}
