// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.testkit.NoisePlugin.Flaw;

/** The kit fails every bad input process; {@link NoiseTest} shows that it passes a good one. */
class InputProcessCompatibilityKitTest {

    @ParameterizedTest
    @MethodSource("flaws")
    void failsAFlawedInputProcess(Flaw flaw, Consumer<NoiseKit> check) {
        assertThatThrownBy(() -> check.accept(new NoiseKit(flaw)))
                .isInstanceOf(AssertionError.class);
    }

    static Stream<Arguments> flaws() {
        return Stream.of(
                flaw(Flaw.ADDS_TO_WHAT_WAS_THERE, NoiseKit::drawsTheSameNumbersFromTheSameStream),
                flaw(Flaw.COUNTS_CALLS, NoiseKit::drawsTheSameNumbersFromTheSameStream),
                flaw(Flaw.MISSTATES_ITS_MEAN, NoiseKit::hasTheMeanAndCovarianceThatItClaims),
                flaw(Flaw.MISSTATES_ITS_VARIANCE, NoiseKit::hasTheMeanAndCovarianceThatItClaims),
                flaw(Flaw.REPEATS_EVERY_FIFTH, NoiseKit::hasTheMeanAndCovarianceThatItClaims),
                flaw(Flaw.REPEATS_CHANNELS, NoiseKit::keepsChannelsApart),
                flaw(Flaw.CLAIMS_TOO_MUCH_INDEPENDENCE, NoiseKit::claimsALawWithoutContradictions),
                flaw(Flaw.REPEATS_SIZES, NoiseKit::isIndependentFromStepToStepIfItClaimsToBe),
                flaw(
                        Flaw.DENIES_THAT_IT_IS_STATIONARY,
                        NoiseKit::refusesAnAutocovarianceUnlessItIsStationary),
                flaw(Flaw.IS_UNIFORM, NoiseKit::isGaussianIfItClaimsToBe));
    }

    private static Arguments flaw(Flaw flaw, Consumer<NoiseKit> check) {
        return arguments(flaw, check);
    }

    @Test
    void hasACheckForEveryFlaw() {
        assertThat(flaws().map(arguments -> arguments.get()[0]))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Flaw.values()).filter(flaw -> flaw != Flaw.NONE).toList());
    }
}
