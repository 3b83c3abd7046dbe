// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.testkit.TwoTapPlugin.Flaw;

/** The kit fails every bad model; {@link TwoTapModelTest} shows that it passes a good one. */
class ModelCompatibilityKitTest {

    @TempDir static Path folder;

    @ParameterizedTest
    @MethodSource("flaws")
    void failsAFlawedModel(Flaw flaw, Consumer<TwoTapKit> check, String complaint) {
        assertThatThrownBy(() -> check.accept(new TwoTapKit(flaw)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(complaint);
    }

    static Stream<Arguments> flaws() {
        return Stream.of(
                flaw(
                        Flaw.LOOKS_AHEAD,
                        TwoTapKit::neverSeesLaterInputs,
                        "after a change of the input at step"),
                flaw(
                        Flaw.MIXES_BATCH,
                        TwoTapKit::keepsSequencesOfABatchApart,
                        "the others changed"),
                flaw(Flaw.MISCOUNTS, TwoTapKit::hasAsManyParametersAsItsFactsSay, "[parameters]"),
                flaw(
                        Flaw.PROMISES_WRONG_SHAPE,
                        TwoTapKit::mapsSequencesOfEveryLengthAndBatch,
                        "promised shape"),
                flaw(
                        Flaw.OVERSTATES_FIELD,
                        TwoTapKit::dependsOnTheInputsOfItsReceptiveFieldAndNoOthers,
                        "[outputs at step"),
                flaw(
                        Flaw.UNDERSTATES_FIELD,
                        TwoTapKit::dependsOnTheInputsOfItsReceptiveFieldAndNoOthers,
                        "after a change of the input at step 0"),
                flaw(Flaw.BENDS, TwoTapKit::isLinearIfItClaimsToBe, "f(3x - 2y)"),
                flaw(Flaw.DRIFTS, TwoTapKit::isTimeInvariantIfItClaimsToBe, "delayed by"),
                flaw(
                        Flaw.CLAIMS_BLINDNESS,
                        TwoTapKit::isBlindToOrderIfItClaimsToBe,
                        "in reverse order"),
                flaw(Flaw.EXPLODES, TwoTapKit::isStableIfItClaimsToBe, "late outputs"),
                flaw(
                        Flaw.IGNORES_SEED,
                        TwoTapKit::isTheSameForTheSameSeedAndAnotherForAnother,
                        "under another seed"),
                flaw(Flaw.ROUNDS, TwoTapKit::worksInDoublePrecision, "finer than single precision"),
                flaw(Flaw.STOPS_GRADIENT, TwoTapKit::hasTheGradientsOfItsOutput, "derivative by"),
                flaw(
                        Flaw.DIFFERS_IN_TRAINING,
                        TwoTapKit::computesInTrainingWhatItComputesInEvaluation,
                        "output in training"),
                flaw(Flaw.LEAKS, TwoTapKit::leavesNoArrayBehind, "outlive their step"),
                flaw(Flaw.LEARNS_NOTHING, TwoTapKit::learnsAShortMemory, "error relative"),
                flaw(
                        Flaw.CLAIMS_STEPS,
                        TwoTapKit::runsStepByStepIfItClaimsTo,
                        "that claims to run step by step"),
                flaw(Flaw.FORGETS, TwoTapKit::runsStepByStepIfItClaimsTo, "output step by step"),
                flaw(
                        Flaw.HIDES_STATE,
                        TwoTapKit::carriesItsWholeStateOverACut,
                        "output with a cut"),
                flaw(
                        Flaw.MISCOUNTS_STATE,
                        TwoTapKit::carriesAsManyNumbersAsItsFactsSay,
                        "numbers carried"),
                flaw(
                        Flaw.HIDES_STEPS,
                        TwoTapKit::isNoSteppableBlockUnlessItClaimsTo,
                        "does not claim to run"),
                flaw(
                        Flaw.CHANGES_WITH_EVERY_PASS,
                        TwoTapKit::isTheSameForTheSameSeedAndAnotherForAnother,
                        "second pass"),
                flaw(Flaw.PRINTS, TwoTapKit::leavesStandardOutputAlone, "standard output"),
                flaw(
                        Flaw.REVERSES_GRADIENT,
                        TwoTapKit::lowersTheLossByOneStepDownItsGradient,
                        "step down the gradient"),
                flaw(
                        Flaw.REVERSES_ITS_OWN_GRADIENT,
                        TwoTapKit::hasTheSameGradientsWhereItsLayersComputeTheirOwn,
                        "in training"),
                flaw(Flaw.STARTS_STRIDED, TwoTapKit::isAcceptedByTheRuntime, "strided"),
                flaw(
                        Flaw.HIDES_WEIGHT,
                        kit -> kit.isTheSameAfterItsParametersWereSavedAndLoaded(folder),
                        "of the loaded model"));
    }

    private static Arguments flaw(Flaw flaw, Consumer<TwoTapKit> check, String complaint) {
        return arguments(flaw, check, complaint);
    }

    @Test
    void hasACheckForEveryFlaw() {
        assertThat(flaws().map(arguments -> arguments.get()[0]))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Flaw.values()).filter(flaw -> flaw != Flaw.NONE).toList());
    }
}
