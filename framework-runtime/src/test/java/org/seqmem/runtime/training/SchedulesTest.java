// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.seqmem.api.training.Schedule;

class SchedulesTest {

    private static final double BASE = 0.01;

    /** Products of a few doubles. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-17);

    @Test
    void constantKeepsTheRate() {
        Schedule schedule = constant(0);

        assertThat(rates(schedule, 100, 4)).containsExactly(BASE, BASE, BASE, BASE);
    }

    @Test
    void warmUpCountsFromOneSoThatNoUpdateIsWasted() {
        JsonNode node = OptimiserVectors.named("linear-warm-up-offset-1");
        JsonNode expected = node.at("/expected/rate");

        double[] rates =
                rates(
                        constant((int) OptimiserVectors.parameter(node, "warm_up")),
                        expected.size(),
                        expected.size());

        OptimiserVectors.assertMet(rates, expected, DataType.FLOAT64);
        assertThat(rates[0]).isPositive();
    }

    @Test
    void cosineFallsToTheMinimum() {
        JsonNode node = OptimiserVectors.named("cosine");

        double[] rates = rates(cosine(node, 0), 20, 21);

        OptimiserVectors.assertMet(rates, node.at("/expected/rate"), DataType.FLOAT64);
    }

    @Test
    void cosineBeginsAfterItsWarmUp() {
        JsonNode node = OptimiserVectors.named("warm-up-then-cosine-offset-1");
        JsonNode expected = node.at("/expected/rate");

        double[] rates = rates(cosine(node, 5), 20, expected.size());

        OptimiserVectors.assertMet(rates, expected, DataType.FLOAT64);
    }

    @Test
    void cosineWithWarmUpToTheEndOnlyWarmsUp() {
        Schedule schedule = new CosineSchedulePlugin().create(new CosineScheduleConfig(4, 0));

        assertThat(rates(schedule, 4, 4)).containsExactly(BASE / 4, BASE / 2, BASE * 0.75, BASE);
    }

    @Test
    void cosineNeverRaisesARateBelowItsMinimum() {
        Schedule schedule =
                new CosineSchedulePlugin().create(new CosineScheduleConfig(0, 10 * BASE));

        assertThat(rates(schedule, 5, 5)).containsOnly(new double[] {BASE}, ROUNDING);
    }

    @Test
    void stepMultipliesAtRegularIntervals() {
        Schedule schedule = new StepSchedulePlugin().create(new StepScheduleConfig(0.5, 2));

        assertThat(rates(schedule, 5, 5)).containsExactly(BASE, BASE, BASE / 2, BASE / 2, BASE / 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plateau-0", "plateau-1"})
    void plateauLowersTheRateWhenTheLossStopsFalling(String name) {
        JsonNode node = OptimiserVectors.named(name);
        Schedule schedule =
                new PlateauSchedulePlugin()
                        .create(
                                new PlateauScheduleConfig(
                                        OptimiserVectors.parameter(node, "factor"),
                                        (int) OptimiserVectors.parameter(node, "patience"),
                                        OptimiserVectors.parameter(node, "threshold"),
                                        (int) OptimiserVectors.parameter(node, "cooldown"),
                                        OptimiserVectors.parameter(node, "min_lr")));
        double[] losses = OptimiserVectors.numbers(node.at("/inputs/losses"));

        double[] rates = new double[losses.length];
        for (int i = 0; i < losses.length; i++) {
            rates[i] = schedule.rate(BASE, new Schedule.Position(i, 100, first(losses, i + 1)));
        }

        OptimiserVectors.assertMet(
                rates, node.at("/expected/rate_after_each_loss"), DataType.FLOAT64);
    }

    @Test
    void plateauTakesALossThatIsNotANumberForNoImprovement() {
        Schedule schedule =
                new PlateauSchedulePlugin().create(new PlateauScheduleConfig(0.5, 0, 0, 0, 0));
        double[] losses = {1, Double.NaN};

        assertThat(schedule.rate(BASE, new Schedule.Position(2, 100, first(losses, 2))))
                .isEqualTo(BASE / 2);
    }

    private static Schedule constant(int warmUp) {
        return new ConstantSchedulePlugin().create(new ConstantScheduleConfig(warmUp));
    }

    private static Schedule cosine(JsonNode node, int warmUp) {
        return new CosineSchedulePlugin()
                .create(
                        new CosineScheduleConfig(
                                warmUp, OptimiserVectors.parameter(node, "minimum")));
    }

    private static double[] rates(Schedule schedule, int steps, int count) {
        double[] rates = new double[count];
        for (int i = 0; i < count; i++) {
            rates[i] =
                    schedule.rate(BASE, new Schedule.Position(i, steps, first(new double[0], 0)));
        }
        return rates;
    }

    private static Schedule.LossHistory first(double[] losses, int count) {
        return new Schedule.LossHistory() {
            @Override
            public int size() {
                return count;
            }

            @Override
            public double get(int index) {
                return losses[index];
            }
        };
    }
}
