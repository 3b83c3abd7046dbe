// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.memory.MemoryFunctionPlugin;
import org.seqmem.api.memory.Strength;
import org.seqmem.testkit.FadingMemoryPlugin.FadingConfig;
import org.seqmem.testkit.FadingMemoryPlugin.Flaw;

/** The kit fails every bad memory function; {@link FadingMemoryTest}: it passes a good one. */
class MemoryFunctionCompatibilityKitTest {

    @ParameterizedTest
    @MethodSource("flaws")
    void failsAFlawedMemoryFunction(Flaw flaw, Consumer<FadingMemoryKit> check, String complaint) {
        assertThatThrownBy(() -> check.accept(new FadingMemoryKit(flaw)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(complaint);
    }

    static Stream<Arguments> flaws() {
        return Stream.of(
                flaw(
                        Flaw.DECAYS_SLOWER_THAN_CLAIMED,
                        FadingMemoryKit::decaysAsItClaims,
                        "bound on ln |rho(s)| +"),
                flaw(
                        Flaw.DECAYS_LIKE_A_POWER,
                        FadingMemoryKit::decaysAsItClaims,
                        "bound on ln |rho(s)| +"),
                flaw(Flaw.CLAIMS_A_POWER, FadingMemoryKit::decaysAsItClaims, "lower bound"),
                flaw(Flaw.CLAIMS_AN_END, FadingMemoryKit::decaysAsItClaims, "past lag"),
                flaw(
                        Flaw.DIFFERS_ONE_BY_ONE,
                        FadingMemoryKit::givesTheSameValuesInAnyOrderAndEveryTime,
                        "values one by one"),
                flaw(
                        Flaw.IS_ZERO,
                        FadingMemoryKit::givesFiniteValuesThatAreNotAllZero,
                        "that are not zero"),
                flaw(
                        Flaw.OVERFLOWS,
                        FadingMemoryKit::givesFiniteValuesThatAreNotAllZero,
                        "that are not finite"));
    }

    private static Arguments flaw(Flaw flaw, Consumer<FadingMemoryKit> check, String complaint) {
        return arguments(flaw, check, complaint);
    }

    @Test
    void hasACheckForEveryFlaw() {
        assertThat(flaws().map(arguments -> arguments.get()[0]))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Flaw.values()).filter(flaw -> flaw != Flaw.NONE).toList());
    }

    @Test
    void failsAStrengthThatPointsTheOtherWay() {
        FadingMemoryKit kit = told(new Strength("rate", Strength.Larger.LONGER_MEMORY));

        assertThatThrownBy(kit::remembersLongerInTheDirectionThatItsStrengthTells)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("mean lag with a larger rate");
    }

    @Test
    void failsAStrengthThatIsNoKey() {
        FadingMemoryKit kit = told(new Strength("decay", Strength.Larger.SHORTER_MEMORY));

        assertThatThrownBy(kit::remembersLongerInTheDirectionThatItsStrengthTells)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("\"decay\" is a key");
    }

    private static FadingMemoryKit told(Strength strength) {
        return new FadingMemoryKit(new RetoldPlugin(strength), Flaw.NONE);
    }

    /** The good memory function, with something else said about its strength. */
    private record RetoldPlugin(Strength told) implements MemoryFunctionPlugin<FadingConfig> {

        @Override
        public String name() {
            return "retold";
        }

        @Override
        public Class<FadingConfig> configType() {
            return FadingConfig.class;
        }

        @Override
        public String summary() {
            return "fades, and tells something else";
        }

        @Override
        public Optional<Strength> strength() {
            return Optional.of(told);
        }

        @Override
        public MemoryFunction create(FadingConfig config) {
            return new FadingMemoryPlugin().create(config);
        }
    }
}
