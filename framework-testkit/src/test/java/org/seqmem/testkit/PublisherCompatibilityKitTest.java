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
    void failsAFlawedPublisher(FlawedPublisher.Flaw flaw, Consumer<RegistryKit> check) {
        assertThatCode(() -> check.accept(new RegistryKit(FlawedPublisher.Flaw.NONE)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check.accept(new RegistryKit(flaw)))
                .isInstanceOf(AssertionError.class);
    }

    static Stream<Arguments> flaws() {
        return Stream.of(
                flaw(FlawedPublisher.Flaw.REFUSES_TAGS, RegistryKit::takesWhateverIsRecorded),
                flaw(
                        FlawedPublisher.Flaw.LOSES_WHAT_IS_RECORDED,
                        RegistryKit::takesWhateverIsRecorded),
                flaw(FlawedPublisher.Flaw.THROWS_OF_TRIALS, RegistryKit::takesWhateverIsRecorded),
                flaw(FlawedPublisher.Flaw.HAS_A_BLANK_PLACE, RegistryKit::tellsItsPlaceInALine),
                flaw(
                        FlawedPublisher.Flaw.BEARS_NO_OTHER,
                        RegistryKit::standsBesideAnotherOfItsKind),
                flaw(
                        FlawedPublisher.Flaw.CLOSES_ONCE,
                        RegistryKit::canBeClosedTwiceAndRecordedToAfterwards),
                flaw(FlawedPublisher.Flaw.LEAVES_A_THREAD, RegistryKit::leavesNoThreadBehind),
                flaw(
                        FlawedPublisher.Flaw.NOTES_NOTHING,
                        RegistryKit::saysWhatAPersonShouldKnowInSentences),
                flaw(FlawedPublisher.Flaw.PRINTS, RegistryKit::leavesStandardOutputAlone));
    }

    private static Arguments flaw(FlawedPublisher.Flaw flaw, Consumer<RegistryKit> check) {
        return arguments(flaw, check);
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
