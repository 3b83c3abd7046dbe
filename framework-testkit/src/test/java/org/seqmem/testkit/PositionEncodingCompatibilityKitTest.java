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
import org.opentest4j.TestAbortedException;
import org.seqmem.api.NoConfig;
import org.seqmem.api.model.PositionEncodingPlugin;

/** The kit passes a good position encoding, and fails every bad one. */
class PositionEncodingCompatibilityKitTest {

    private static final class RampKit extends PositionEncodingCompatibilityKit<NoConfig> {

        private final FlawedPositions plugin;

        RampKit(FlawedPositions.Flaw flaw) {
            this.plugin = new FlawedPositions(flaw);
        }

        @Override
        protected PositionEncodingPlugin<NoConfig> plugin() {
            return plugin;
        }

        @Override
        protected NoConfig example() {
            return new NoConfig();
        }
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void failsAFlawedPositionEncoding(
            FlawedPositions.Flaw flaw, Consumer<RampKit> check, String complaint) {
        assertThatCode(() -> check.accept(new RampKit(FlawedPositions.Flaw.NONE)))
                .doesNotThrowAnyExceptionExcept(TestAbortedException.class);
        assertThatThrownBy(() -> check.accept(new RampKit(flaw)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(complaint);
    }

    static Stream<Arguments> flaws() {
        return Stream.of(
                flaw(
                        FlawedPositions.Flaw.COUNTS_FROM_ZERO,
                        RampKit::actsOnAPieceAsOnTheWhole,
                        "embedding from step"),
                flaw(
                        FlawedPositions.Flaw.MISCOUNTS,
                        RampKit::hasAsManyParametersAsItsFactsSay,
                        "[parameters]"),
                flaw(
                        FlawedPositions.Flaw.CLAIMS_BLINDNESS,
                        RampKit::knowsNoPositionIfItSaysSo,
                        "embedding a step later"),
                flaw(
                        FlawedPositions.Flaw.CUTS_HEADS,
                        RampKit::keepsShapeAndTypeInBothPrecisions,
                        "shape of the bias"),
                flaw(
                        FlawedPositions.Flaw.ROUNDS,
                        RampKit::keepsShapeAndTypeInBothPrecisions,
                        "type of what added gives"),
                flaw(
                        FlawedPositions.Flaw.ROUNDS_BIAS,
                        RampKit::keepsShapeAndTypeInBothPrecisions,
                        "bias in single precision"),
                flaw(
                        FlawedPositions.Flaw.SCALES_BIAS,
                        RampKit::addsToADistanceWhateverTheOthersAre,
                        "bias of the shorter distances"),
                flaw(
                        FlawedPositions.Flaw.BIASES_ONE,
                        RampKit::addsToADistanceWhateverTheOthersAre,
                        "whether there is a bias"),
                flaw(
                        FlawedPositions.Flaw.IGNORES_SEED,
                        RampKit::isTheSameForTheSameSeed,
                        "[embedding]"),
                flaw(
                        FlawedPositions.Flaw.WANTS_PAIRS,
                        RampKit::objectsInASentenceToHeadsThatItCannotServe,
                        "queries of heads of 1"),
                flaw(
                        FlawedPositions.Flaw.HOARDS,
                        RampKit::leavesNoArrayBehind,
                        "outlive their step"));
    }

    private static Arguments flaw(
            FlawedPositions.Flaw flaw, Consumer<RampKit> check, String complaint) {
        return arguments(flaw, check, complaint);
    }

    @Test
    void hasACheckForEveryFlaw() {
        assertThat(flaws().map(one -> one.get()[0]))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(FlawedPositions.Flaw.values())
                                .filter(flaw -> flaw != FlawedPositions.Flaw.NONE)
                                .toList());
    }
}
