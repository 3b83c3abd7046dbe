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
    void failsAFlawedInputProcess(Flaw flaw, Consumer<NoiseKit> check, String complaint) {
        assertThatThrownBy(() -> check.accept(new NoiseKit(flaw)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(complaint);
    }

    static Stream<Arguments> flaws() {
        return Stream.of(
                flaw(
                        Flaw.ADDS_TO_WHAT_WAS_THERE,
                        NoiseKit::drawsTheSameNumbersFromTheSameStream,
                        "second draw"),
                flaw(
                        Flaw.COUNTS_CALLS,
                        NoiseKit::drawsTheSameNumbersFromTheSameStream,
                        "second draw"),
                flaw(
                        Flaw.MISSTATES_ITS_MEAN,
                        NoiseKit::hasTheMeanAndCovarianceThatItClaims,
                        "mean of inputs"),
                flaw(
                        Flaw.MISSTATES_ITS_VARIANCE,
                        NoiseKit::hasTheMeanAndCovarianceThatItClaims,
                        "inputs 0 steps apart"),
                flaw(
                        Flaw.REPEATS_EVERY_FIFTH,
                        NoiseKit::hasTheMeanAndCovarianceThatItClaims,
                        "inputs 5 steps apart"),
                flaw(Flaw.REPEATS_CHANNELS, NoiseKit::keepsChannelsApart, "of channels 0 and 1"),
                flaw(
                        Flaw.CLAIMS_TOO_MUCH_INDEPENDENCE,
                        NoiseKit::claimsALawWithoutContradictions,
                        "independent"),
                flaw(
                        Flaw.REPEATS_SIZES,
                        NoiseKit::isIndependentFromStepToStepIfItClaimsToBe,
                        "excess squares"),
                flaw(
                        Flaw.DENIES_THAT_IT_IS_STATIONARY,
                        NoiseKit::refusesAnAutocovarianceUnlessItIsStationary,
                        "autocovariance of a process"),
                flaw(Flaw.IS_UNIFORM, NoiseKit::isGaussianIfItClaimsToBe, "fourth powers"));
    }

    private static Arguments flaw(Flaw flaw, Consumer<NoiseKit> check, String complaint) {
        return arguments(flaw, check, complaint);
    }

    @Test
    void hasACheckForEveryFlaw() {
        assertThat(flaws().map(arguments -> arguments.get()[0]))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Flaw.values()).filter(flaw -> flaw != Flaw.NONE).toList());
    }
}
