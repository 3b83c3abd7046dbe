// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.api.metric.ReferencePlugin;

/** The kits of metrics and references pass a good one, and fail every bad one. */
class MetricKitsTest {

    private static final class MetricKit extends MetricCompatibilityKit<NoConfig> {

        private final FlawedMetric plugin;

        MetricKit(FlawedMetric.Flaw flaw) {
            this.plugin = new FlawedMetric(flaw);
        }

        @Override
        protected MetricPlugin<NoConfig> plugin() {
            return plugin;
        }

        @Override
        protected NoConfig example() {
            return new NoConfig();
        }
    }

    private static final class FloorKit extends ReferenceCompatibilityKit<NoConfig> {

        private final FlawedFloor plugin;

        FloorKit(FlawedFloor.Flaw flaw) {
            this.plugin = new FlawedFloor(flaw);
        }

        @Override
        protected ReferencePlugin<NoConfig> plugin() {
            return plugin;
        }

        @Override
        protected NoConfig example() {
            return new NoConfig();
        }
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void failsAFlawedMetric(FlawedMetric.Flaw flaw, Consumer<MetricKit> check, String complaint) {
        assertThatCode(() -> check.accept(new MetricKit(FlawedMetric.Flaw.NONE)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check.accept(new MetricKit(flaw)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(complaint);
    }

    static Stream<Arguments> metrics() {
        return Stream.of(
                metric(
                        FlawedMetric.Flaw.IS_OFF,
                        MetricKit::callsAnErrorWhatIsOne,
                        "flawed-nmse where the model gives"),
                metric(
                        FlawedMetric.Flaw.COUNTS_CALLS,
                        MetricKit::measuresTheSameEveryTime,
                        "second values"),
                metric(
                        FlawedMetric.Flaw.FINDS_NO_NUMBER,
                        MetricKit::findsNumbersByName,
                        "[values]"),
                metric(
                        FlawedMetric.Flaw.SHOUTS,
                        MetricKit::findsNumbersByName,
                        "[names of values]"),
                metric(
                        FlawedMetric.Flaw.SORTS_IN_PLACE,
                        MetricKit::leavesTheModelAndItsTestDataAsTheyWere,
                        "predictions after it"),
                metric(
                        FlawedMetric.Flaw.HOARDS,
                        MetricKit::leavesNoArrayBehind,
                        "outlive the measuring"),
                metric(
                        FlawedMetric.Flaw.WANTS_VALIDATIONS,
                        MetricKit::measuresAModelThatCanDoLess,
                        "without validations"),
                metric(
                        FlawedMetric.Flaw.PRINTS,
                        MetricKit::leavesStandardOutputAlone,
                        "standard output"));
    }

    private static Arguments metric(
            FlawedMetric.Flaw flaw, Consumer<MetricKit> check, String complaint) {
        return arguments(flaw, check, complaint);
    }

    @ParameterizedTest
    @MethodSource("floors")
    void failsAFlawedReference(FlawedFloor.Flaw flaw, Consumer<FloorKit> check, String complaint) {
        assertThatCode(() -> check.accept(new FloorKit(FlawedFloor.Flaw.NONE)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check.accept(new FloorKit(flaw)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(complaint);
    }

    static Stream<Arguments> floors() {
        return Stream.of(
                floor(
                        FlawedFloor.Flaw.LIES_TOO_HIGH,
                        FloorKit::isNoFloorThatAModelLiesUnder,
                        "floor of a model"),
                floor(FlawedFloor.Flaw.IS_NEGATIVE, FloorKit::givesErrorsThatAreNumbers, "[FLOOR]"),
                floor(
                        FlawedFloor.Flaw.COUNTS_CALLS,
                        FloorKit::givesTheSameLineEveryTime,
                        "second line"),
                floor(
                        FlawedFloor.Flaw.WANTS_A_KERNEL,
                        FloorKit::isQuietWhereNothingIsKnown,
                        "not to raise"),
                floor(
                        FlawedFloor.Flaw.BINDS_ALL,
                        FloorKit::isQuietWhereNothingIsKnown,
                        "not to be equal"));
    }

    private static Arguments floor(
            FlawedFloor.Flaw flaw, Consumer<FloorKit> check, String complaint) {
        return arguments(flaw, check, complaint);
    }

    @Test
    void haveACheckForEveryFlaw() {
        assertThat(metrics().map(one -> one.get()[0]))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(FlawedMetric.Flaw.values())
                                .filter(flaw -> flaw != FlawedMetric.Flaw.NONE)
                                .toList());
        assertThat(floors().map(one -> one.get()[0]))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(FlawedFloor.Flaw.values())
                                .filter(flaw -> flaw != FlawedFloor.Flaw.NONE)
                                .toList());
    }
}
