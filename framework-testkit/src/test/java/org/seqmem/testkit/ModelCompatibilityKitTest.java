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
    void failsAFlawedModel(Flaw flaw, Consumer<TwoTapKit> check) {
        assertThatThrownBy(() -> check.accept(new TwoTapKit(flaw)))
                .isInstanceOf(AssertionError.class);
    }

    static Stream<Arguments> flaws() {
        return Stream.of(
                flaw(Flaw.LOOKS_AHEAD, TwoTapKit::neverSeesLaterInputs),
                flaw(Flaw.MIXES_BATCH, TwoTapKit::keepsSequencesOfABatchApart),
                flaw(Flaw.MISCOUNTS, TwoTapKit::hasAsManyParametersAsItsFactsSay),
                flaw(Flaw.PROMISES_WRONG_SHAPE, TwoTapKit::mapsSequencesOfEveryLengthAndBatch),
                flaw(
                        Flaw.OVERSTATES_FIELD,
                        TwoTapKit::dependsOnTheInputsOfItsReceptiveFieldAndNoOthers),
                flaw(
                        Flaw.UNDERSTATES_FIELD,
                        TwoTapKit::dependsOnTheInputsOfItsReceptiveFieldAndNoOthers),
                flaw(Flaw.BENDS, TwoTapKit::isLinearIfItClaimsToBe),
                flaw(Flaw.DRIFTS, TwoTapKit::isTimeInvariantIfItClaimsToBe),
                flaw(Flaw.CLAIMS_BLINDNESS, TwoTapKit::isBlindToOrderIfItClaimsToBe),
                flaw(Flaw.EXPLODES, TwoTapKit::isStableIfItClaimsToBe),
                flaw(Flaw.IGNORES_SEED, TwoTapKit::isTheSameForTheSameSeedAndAnotherForAnother),
                flaw(Flaw.ROUNDS, TwoTapKit::worksInDoublePrecision),
                flaw(Flaw.STOPS_GRADIENT, TwoTapKit::hasTheGradientsOfItsOutput),
                flaw(
                        Flaw.DIFFERS_IN_TRAINING,
                        TwoTapKit::computesInTrainingWhatItComputesInEvaluation),
                flaw(Flaw.LEAKS, TwoTapKit::leavesNoArrayBehind),
                flaw(Flaw.LEARNS_NOTHING, TwoTapKit::learnsAShortMemory),
                flaw(Flaw.CLAIMS_STEPS, TwoTapKit::runsStepByStepIfItClaimsTo),
                flaw(Flaw.FORGETS, TwoTapKit::runsStepByStepIfItClaimsTo),
                flaw(Flaw.HIDES_STATE, TwoTapKit::carriesItsWholeStateOverACut),
                flaw(Flaw.MISCOUNTS_STATE, TwoTapKit::carriesAsManyNumbersAsItsFactsSay),
                flaw(Flaw.HIDES_STEPS, TwoTapKit::isNoSteppableBlockUnlessItClaimsTo),
                flaw(
                        Flaw.CHANGES_WITH_EVERY_PASS,
                        TwoTapKit::isTheSameForTheSameSeedAndAnotherForAnother),
                flaw(Flaw.PRINTS, TwoTapKit::leavesStandardOutputAlone),
                flaw(Flaw.REVERSES_GRADIENT, TwoTapKit::lowersTheLossByOneStepDownItsGradient),
                flaw(
                        Flaw.REVERSES_ITS_OWN_GRADIENT,
                        TwoTapKit::hasTheSameGradientsWhereItsLayersComputeTheirOwn),
                flaw(Flaw.STARTS_STRIDED, TwoTapKit::isAcceptedByTheRuntime),
                flaw(
                        Flaw.HIDES_WEIGHT,
                        kit -> kit.isTheSameAfterItsParametersWereSavedAndLoaded(folder)));
    }

    private static Arguments flaw(Flaw flaw, Consumer<TwoTapKit> check) {
        return arguments(flaw, check);
    }

    @Test
    void hasACheckForEveryFlaw() {
        assertThat(flaws().map(arguments -> arguments.get()[0]))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Flaw.values()).filter(flaw -> flaw != Flaw.NONE).toList());
    }
}
