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
    void failsAFlawedTask(Flaw flaw, Consumer<EchoTaskKit> check, String complaint) {
        assertThatThrownBy(() -> check.accept(new EchoTaskKit(flaw)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(complaint);
    }

    static Stream<Arguments> flaws() {
        return Stream.of(
                flaw(
                        Flaw.READS_WHAT_WAS_THERE,
                        EchoTaskKit::drawsTheSameSequenceFromTheSameStream,
                        "second target"),
                flaw(
                        Flaw.REMEMBERS_THE_LAST_SEQUENCE,
                        EchoTaskKit::drawsASequenceWhateverWasDrawnBeforeItOrBesideIt,
                        "[target "),
                flaw(
                        Flaw.DELAYS_BY_TWO,
                        EchoTaskKit::makesTargetsWithTheKernelAndNoiseThatItsFactsSay,
                        "squared noise"),
                flaw(
                        Flaw.MISSTATES_ITS_POWER,
                        EchoTaskKit::hasTheTargetPowerThatItsFactsSay,
                        "squared targets"),
                flaw(
                        Flaw.MISSTATES_ITS_NOISE,
                        EchoTaskKit::makesTargetsWithTheKernelAndNoiseThatItsFactsSay,
                        "squared noise"),
                flaw(
                        Flaw.MISSTATES_ITS_CONSTANT,
                        EchoTaskKit::hasTheErrorOfTheBestConstantThatItsFactsSay,
                        "best constant"),
                flaw(
                        Flaw.DRAWS_FROM_A_POOL,
                        EchoTaskKit::drawsNoSequenceOfASplitAgain,
                        "that no split had before"),
                flaw(
                        Flaw.CONTRADICTS_ITSELF,
                        EchoTaskKit::hasFactsThatDoNotContradictEachOther,
                        "that no model can know"),
                flaw(
                        Flaw.MISSTATES_A_STEP,
                        EchoTaskKit::hasThePowerInEveryStepThatItsFactsSay,
                        "squared targets of step"),
                flaw(
                        Flaw.SHORTENS_ITS_MEMORY,
                        EchoTaskKit::isTheSameTaskAtAnotherLength,
                        "weight at lag"),
                flaw(Flaw.PRINTS, EchoTaskKit::leavesStandardOutputAlone, "standard output"),
                flaw(
                        Flaw.SCALES_ITS_INPUTS,
                        EchoTaskKit::drawsInputsOfTheLawThatItsFactsSay,
                        "mean of inputs"));
    }

    private static Arguments flaw(Flaw flaw, Consumer<EchoTaskKit> check, String complaint) {
        return arguments(flaw, check, complaint);
    }

    @Test
    void hasACheckForEveryFlaw() {
        assertThat(flaws().map(arguments -> arguments.get()[0]))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Flaw.values()).filter(flaw -> flaw != Flaw.NONE).toList());
    }
}
