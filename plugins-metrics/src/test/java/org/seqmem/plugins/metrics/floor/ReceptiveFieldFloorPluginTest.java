// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferenceLine;
import org.seqmem.api.metric.ReferencePlugin;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.plugins.metrics.KnownInput;
import org.seqmem.plugins.metrics.KnownTask;
import org.seqmem.testkit.PluginCompatibilityKit;
import org.seqmem.testkit.ReferenceVectors;
import org.seqmem.testkit.ReferenceVectors.Case;

class ReceptiveFieldFloorPluginTest extends PluginCompatibilityKit<ReferencePlugin<?>> {

    private static final ReferenceVectors VECTORS =
            ReferenceVectors.read(ReceptiveFieldFloorPluginTest.class, "/vectors/floors.json");

    private final Reference reference = new ReceptiveFieldFloorPlugin().create(new NoConfig());

    @Override
    protected ReferencePlugin<NoConfig> plugin() {
        return new ReceptiveFieldFloorPlugin();
    }

    private static ModelFacts seeing(OptionalInt inputs) {
        return new ModelFacts(Set.of(), OptionalLong.empty(), inputs, 0, 0);
    }

    private double floor(KnownTask task, int receptiveField) {
        return reference.line(task, seeing(OptionalInt.of(receptiveField))).orElseThrow().nmse();
    }

    static List<Case> cases() {
        return VECTORS.cases().stream().filter(c -> c.has("/expected/receptive_field")).toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void meetsTheVectors(Case example) {
        KnownTask task = KnownTask.linear(example.numbers("/inputs/rho"), KnownInput.white(1), 0);
        double[] fields = example.numbers("/expected/receptive_field/R");
        double[] floors = Arrays.stream(fields).map(field -> floor(task, (int) field)).toArray();
        VECTORS.assertMet(
                floors,
                example.numbers("/expected/receptive_field/all_steps"),
                DataType.FLOAT64,
                example.toString());
    }

    @ParameterizedTest
    @CsvSource({"14, 15, 0", "15, 15, 1", "3, 15, 0", "16, 15, 1"})
    void anImpulseIsSeenWholeOrNotAtAll(int delay, int receptiveField, double floor) {
        assertThat(floor(KnownTask.delayed(delay, 32), receptiveField)).isEqualTo(floor);
    }

    @Test
    void noiseIsMissedByAll() {
        KnownTask task = KnownTask.linear(new double[] {1, 0, 0, 0}, KnownInput.white(1), 1);
        assertThat(floor(task, 4)).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void isAFloor() {
        assertThat(reference.line(KnownTask.delayed(1, 4), seeing(OptionalInt.of(1))))
                .map(ReferenceLine::role)
                .contains(ReferenceLine.Role.FLOOR);
    }

    @Test
    void isQuietWhereNothingIsKnown() {
        KnownTask correlated =
                KnownTask.linear(new double[] {1, 1}, KnownInput.autoregressive(0.5), 0);
        assertThat(reference.line(correlated, seeing(OptionalInt.of(1)))).isEmpty();
        assertThat(reference.line(KnownTask.unknown(4), seeing(OptionalInt.of(1)))).isEmpty();
        assertThat(reference.line(KnownTask.delayed(1, 4), seeing(OptionalInt.empty()))).isEmpty();
    }
}
