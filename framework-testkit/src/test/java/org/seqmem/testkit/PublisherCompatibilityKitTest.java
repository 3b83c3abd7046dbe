// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.NoConfig;
import org.seqmem.api.publish.PublisherPlugin;

/** The kit passes a good publisher, and fails every bad one. */
class PublisherCompatibilityKitTest {

    private static final class RegistryKit extends PublisherCompatibilityKit<NoConfig> {

        private final FlawedPublisher plugin;

        RegistryKit(FlawedPublisher.Flaw flaw) {
            this.plugin = new FlawedPublisher(flaw);
        }

        @Override
        protected PublisherPlugin<NoConfig> plugin() {
            return plugin;
        }

        @Override
        protected NoConfig example() {
            return new NoConfig();
        }

        /** A thread that never ends is not worth waiting for. */
        @Override
        Duration patience() {
            return Duration.ofMillis(1);
        }
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void failsAFlawedPublisher(
            FlawedPublisher.Flaw flaw, Consumer<RegistryKit> check, String complaint) {
        assertThatCode(() -> check.accept(new RegistryKit(FlawedPublisher.Flaw.NONE)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check.accept(new RegistryKit(flaw)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(complaint);
    }

    static Stream<Arguments> flaws() {
        return Stream.of(
                flaw(
                        FlawedPublisher.Flaw.REFUSES_TAGS,
                        RegistryKit::takesWhateverIsRecorded,
                        "[recording]"),
                flaw(
                        FlawedPublisher.Flaw.RENEWS_ITS_REGISTRY,
                        RegistryKit::takesWhateverIsRecorded,
                        "second registry"),
                flaw(
                        FlawedPublisher.Flaw.LOSES_WHAT_IS_RECORDED,
                        RegistryKit::takesWhateverIsRecorded,
                        "counters in the registry"),
                flaw(
                        FlawedPublisher.Flaw.THROWS_OF_TRIALS,
                        RegistryKit::takesWhateverIsRecorded,
                        "[recording of a trial]"),
                flaw(
                        FlawedPublisher.Flaw.HAS_A_BLANK_PLACE,
                        RegistryKit::tellsItsPlaceInALine,
                        "[place]"),
                flaw(
                        FlawedPublisher.Flaw.BEARS_NO_OTHER,
                        RegistryKit::standsBesideAnotherOfItsKind,
                        "two at a time"),
                flaw(
                        FlawedPublisher.Flaw.CLOSES_ONCE,
                        RegistryKit::canBeClosedTwiceAndRecordedToAfterwards,
                        "second close"),
                flaw(
                        FlawedPublisher.Flaw.LEAVES_A_THREAD,
                        RegistryKit::leavesNoThreadBehind,
                        "forgotten"),
                flaw(
                        FlawedPublisher.Flaw.NOTES_NOTHING,
                        RegistryKit::saysWhatAPersonShouldKnowInSentences,
                        "[notes]"),
                flaw(
                        FlawedPublisher.Flaw.PRINTS,
                        RegistryKit::leavesStandardOutputAlone,
                        "standard output"));
    }

    private static Arguments flaw(
            FlawedPublisher.Flaw flaw, Consumer<RegistryKit> check, String complaint) {
        return arguments(flaw, check, complaint);
    }

    @Test
    void hasACheckForEveryFlaw() {
        assertThat(flaws().map(one -> one.get()[0]))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(FlawedPublisher.Flaw.values())
                                .filter(flaw -> flaw != FlawedPublisher.Flaw.NONE)
                                .toList());
    }
}
