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
import org.seqmem.testkit.EchoTaskPlugin.Flaw;

/** The kit fails every bad task; {@link EchoTaskTest} shows that it passes a good one. */
class TaskCompatibilityKitTest {

    @ParameterizedTest
    @MethodSource("flaws")
    void failsAFlawedTask(Flaw flaw, Consumer<EchoTaskKit> check) {
        assertThatThrownBy(() -> check.accept(new EchoTaskKit(flaw)))
                .isInstanceOf(AssertionError.class);
    }

    static Stream<Arguments> flaws() {
        return Stream.of(
                flaw(Flaw.READS_WHAT_WAS_THERE, EchoTaskKit::drawsTheSameSequenceFromTheSameStream),
                flaw(
                        Flaw.REMEMBERS_THE_LAST_SEQUENCE,
                        EchoTaskKit::drawsASequenceWhateverWasDrawnBeforeItOrBesideIt),
                flaw(
                        Flaw.DELAYS_BY_TWO,
                        EchoTaskKit::makesTargetsWithTheKernelAndNoiseThatItsFactsSay),
                flaw(Flaw.MISSTATES_ITS_POWER, EchoTaskKit::hasTheTargetPowerThatItsFactsSay),
                flaw(
                        Flaw.MISSTATES_ITS_NOISE,
                        EchoTaskKit::makesTargetsWithTheKernelAndNoiseThatItsFactsSay),
                flaw(
                        Flaw.MISSTATES_ITS_CONSTANT,
                        EchoTaskKit::hasTheErrorOfTheBestConstantThatItsFactsSay),
                flaw(Flaw.DRAWS_FROM_A_POOL, EchoTaskKit::drawsNoSequenceOfASplitAgain),
                flaw(Flaw.CONTRADICTS_ITSELF, EchoTaskKit::hasFactsThatDoNotContradictEachOther),
                flaw(Flaw.MISSTATES_A_STEP, EchoTaskKit::hasThePowerInEveryStepThatItsFactsSay),
                flaw(Flaw.SHORTENS_ITS_MEMORY, EchoTaskKit::isTheSameTaskAtAnotherLength),
                flaw(Flaw.PRINTS, EchoTaskKit::leavesStandardOutputAlone),
                flaw(Flaw.SCALES_ITS_INPUTS, EchoTaskKit::drawsInputsOfTheLawThatItsFactsSay));
    }

    private static Arguments flaw(Flaw flaw, Consumer<EchoTaskKit> check) {
        return arguments(flaw, check);
    }

    @Test
    void hasACheckForEveryFlaw() {
        assertThat(flaws().map(arguments -> arguments.get()[0]))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Flaw.values()).filter(flaw -> flaw != Flaw.NONE).toList());
    }
}
