// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.NoConfig;
import org.seqmem.api.training.LossPlugin;
import org.seqmem.api.training.OptimizerPlugin;
import org.seqmem.api.training.SchedulePlugin;

/**
 * The kits of losses, schedules and optimisers fail every bad one; {@link RuntimePluginsTest} shows
 * that they pass good ones.
 */
class TrainingKitsTest {

    private static final class LossKit extends LossCompatibilityKit<NoConfig> {

        private final FlawedLoss plugin;

        LossKit(FlawedLoss.Flaw flaw) {
            this.plugin = new FlawedLoss(flaw);
        }

        @Override
        protected LossPlugin<NoConfig> plugin() {
            return plugin;
        }

        @Override
        protected NoConfig example() {
            return new NoConfig();
        }
    }

    private static final class ScheduleKit extends ScheduleCompatibilityKit<NoConfig> {

        private final FlawedSchedule plugin;

        ScheduleKit(FlawedSchedule.Flaw flaw) {
            this.plugin = new FlawedSchedule(flaw);
        }

        @Override
        protected SchedulePlugin<NoConfig> plugin() {
            return plugin;
        }

        @Override
        protected NoConfig example() {
            return new NoConfig();
        }
    }

    private static final class OptimizerKit extends OptimizerCompatibilityKit<NoConfig> {

        private final FlawedOptimizer plugin;

        OptimizerKit(FlawedOptimizer.Flaw flaw) {
            this.plugin = new FlawedOptimizer(flaw);
        }

        @Override
        protected OptimizerPlugin<NoConfig> plugin() {
            return plugin;
        }

        @Override
        protected NoConfig example() {
            return new NoConfig();
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void failsAFlawedLoss(FlawedLoss.Flaw flaw, Consumer<LossKit> check, String complaint) {
        assertThatThrownBy(() -> check.accept(new LossKit(flaw)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(complaint);
    }

    static Stream<Arguments> losses() {
        return Stream.of(
                loss(
                        FlawedLoss.Flaw.IS_NEVER_ZERO,
                        LossKit::isZeroForThePerfectPredictionAndPositiveForOthers,
                        "loss of the target"),
                loss(
                        FlawedLoss.Flaw.IS_NO_SCALAR,
                        LossKit::isAScalarOfTheTypeOfThePrediction,
                        "shape of the loss"),
                loss(
                        FlawedLoss.Flaw.ROUNDS,
                        LossKit::isTheSameInBothPrecisionsAndEveryTime,
                        "loss in single precision"),
                loss(FlawedLoss.Flaw.SUMS, LossKit::isAMeanOverSequences, "every sequence twice"),
                loss(
                        FlawedLoss.Flaw.HALVES_ITS_GRADIENT,
                        LossKit::hasTheGradientsOfItsValue,
                        "derivative by prediction"),
                loss(
                        FlawedLoss.Flaw.STAYS_WITH_THE_TARGET,
                        LossKit::leavesNothingBesideThePrediction,
                        "outlive the prediction"),
                loss(
                        FlawedLoss.Flaw.PRINTS,
                        LossKit::leavesStandardOutputAlone,
                        "standard output"));
    }

    private static Arguments loss(FlawedLoss.Flaw flaw, Consumer<LossKit> check, String complaint) {
        return arguments(flaw, check, complaint);
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void failsAFlawedSchedule(
            FlawedSchedule.Flaw flaw, Consumer<ScheduleKit> check, String complaint) {
        assertThatThrownBy(() -> check.accept(new ScheduleKit(flaw)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(complaint);
    }

    static Stream<Arguments> schedules() {
        return Stream.of(
                schedule(
                        FlawedSchedule.Flaw.COUNTS_CALLS,
                        ScheduleKit::isAPureFunctionOfThePosition,
                        "from the last update to the first"),
                schedule(
                        FlawedSchedule.Flaw.TURNS_NEGATIVE,
                        ScheduleKit::givesRatesThatTrain,
                        "is 0 or more"),
                schedule(
                        FlawedSchedule.Flaw.NEVER_TRAINS,
                        ScheduleKit::givesRatesThatTrain,
                        "none did"),
                schedule(
                        FlawedSchedule.Flaw.NEEDS_A_SECOND_STEP,
                        ScheduleKit::worksForTheShortestTraining,
                        "NaN"),
                schedule(
                        FlawedSchedule.Flaw.NEEDS_A_LOSS,
                        ScheduleKit::worksForTheShortestTraining,
                        "not to raise"));
    }

    private static Arguments schedule(
            FlawedSchedule.Flaw flaw, Consumer<ScheduleKit> check, String complaint) {
        return arguments(flaw, check, complaint);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void failsAFlawedOptimizer(
            FlawedOptimizer.Flaw flaw, Consumer<OptimizerKit> check, String complaint) {
        assertThatThrownBy(() -> check.accept(new OptimizerKit(flaw)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(complaint);
    }

    static Stream<Arguments> optimizers() {
        return Stream.of(
                optimizer(
                        FlawedOptimizer.Flaw.CLIMBS,
                        OptimizerKit::lowersTheLossFromTheFirstStepOn,
                        "loss after update 1"),
                optimizer(
                        FlawedOptimizer.Flaw.FORGETS_A_PARAMETER,
                        OptimizerKit::movesEveryParameterAndKeepsItsType,
                        "number 6 after an update"),
                optimizer(
                        FlawedOptimizer.Flaw.IGNORES_THE_GROUP,
                        OptimizerKit::movesByTheRateThatItIsGivenTimesThatOfTheGroup,
                        "at half the rate"),
                optimizer(
                        FlawedOptimizer.Flaw.IGNORES_THE_RATE,
                        OptimizerKit::movesByTheRateThatItIsGivenTimesThatOfTheGroup,
                        "at half the rate"),
                optimizer(
                        FlawedOptimizer.Flaw.DECAYS_ALL,
                        OptimizerKit::sparesFromDecayWhatIsNotToDecay,
                        "that do not decay"),
                optimizer(
                        FlawedOptimizer.Flaw.HIDES_ITS_MOMENTUM,
                        OptimizerKit::goesOnFromItsStateOnTheSameBits,
                        "of the resumed training"),
                optimizer(
                        FlawedOptimizer.Flaw.MISNAMES_ITS_STATE,
                        OptimizerKit::namesItsStateByArrayAndParameter,
                        "names"),
                optimizer(
                        FlawedOptimizer.Flaw.HOARDS,
                        OptimizerKit::leavesNoArrayBehind,
                        "outlive their update"));
    }

    private static Arguments optimizer(
            FlawedOptimizer.Flaw flaw, Consumer<OptimizerKit> check, String complaint) {
        return arguments(flaw, check, complaint);
    }

    @Test
    void haveACheckForEveryFlaw() {
        assertThat(flaws(losses())).containsExactlyInAnyOrder((Object[]) FlawedLoss.Flaw.values());
        assertThat(flaws(schedules()))
                .containsExactlyInAnyOrder((Object[]) FlawedSchedule.Flaw.values());
        assertThat(flaws(optimizers()))
                .containsExactlyInAnyOrder((Object[]) FlawedOptimizer.Flaw.values());
    }

    private static List<Object> flaws(Stream<Arguments> arguments) {
        return arguments.map(one -> one.get()[0]).toList();
    }
}
