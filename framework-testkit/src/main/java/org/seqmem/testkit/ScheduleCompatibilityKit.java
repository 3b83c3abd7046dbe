// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.seqmem.api.training.Schedule;
import org.seqmem.api.training.Schedule.LossHistory;
import org.seqmem.api.training.Schedule.Position;
import org.seqmem.api.training.SchedulePlugin;

/**
 * What every learning-rate schedule must keep: it is a pure function of where the training is.
 *
 * @param <C> the plugin's configuration
 */
public abstract class ScheduleCompatibilityKit<C extends Record>
        extends PluginCompatibilityKit<SchedulePlugin<?>> {

    private static final double BASE = 0.01;
    private static final int STEPS = 200;

    /** Updates between two validations. */
    private static final int VALIDATIONS = 10;

    @Override
    protected abstract SchedulePlugin<C> plugin();

    /** A configuration, for a training of 200 updates at a learning rate of 0.01. */
    protected abstract C example();

    /** Losses that may be read, as many as there are. */
    private record Losses(double... values) implements LossHistory {

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public double get(int index) {
            return values[index];
        }
    }

    @Override
    final void use() {
        rates(schedule());
    }

    @Test
    final void isAPureFunctionOfThePosition() {
        Schedule schedule = schedule();
        double[] forwards = rates(schedule);
        double[] backwards = new double[STEPS];
        for (int step = STEPS - 1; step >= 0; step--) {
            backwards[step] = rate(schedule, step, falling(step));
        }
        assertThat(backwards).as("rates from the last update to the first").isEqualTo(forwards);
        assertThat(rates(schedule())).as("rates of another instance").isEqualTo(forwards);
    }

    @Test
    final void givesRatesThatTrain() {
        for (List<Losses> histories : List.of(falling(), stuck())) {
            Schedule schedule = schedule();
            double[] rates = new double[STEPS];
            Arrays.setAll(rates, step -> rate(schedule, step, histories.get(step)));
            assertThat(Arrays.stream(rates))
                    .as("rates")
                    .allMatch(rate -> rate >= 0 && rate <= Double.MAX_VALUE, "is 0 or more");
            assertThat(Arrays.stream(rates)).as("rates").anyMatch(rate -> rate > 0);
        }
    }

    @Test
    final void worksForTheShortestTraining() {
        Position only = new Position(0, 1, new Losses());
        assertThatCode(() -> schedule().rate(BASE, only))
                .as("the rate of the only update of a training")
                .doesNotThrowAnyException();
        assertThat(schedule().rate(BASE, only))
                .as("the rate of the only update of a training")
                .isNotNegative()
                .isFinite();
    }

    private Schedule schedule() {
        return plugin().create(example());
    }

    private static double[] rates(Schedule schedule) {
        return IntStream.range(0, STEPS)
                .mapToDouble(step -> rate(schedule, step, falling(step)))
                .toArray();
    }

    private static double rate(Schedule schedule, int step, LossHistory losses) {
        return schedule.rate(BASE, new Position(step, STEPS, losses));
    }

    private static List<Losses> falling() {
        return IntStream.range(0, STEPS).mapToObj(ScheduleCompatibilityKit::falling).toList();
    }

    /** What was measured before an update: losses that fall for a while, then rise. */
    private static Losses falling(int step) {
        return new Losses(
                IntStream.range(0, step / VALIDATIONS)
                        .mapToDouble(i -> 1 + Math.abs(i - 8) / 8.0)
                        .toArray());
    }

    private static List<Losses> stuck() {
        return IntStream.range(0, STEPS)
                .mapToObj(
                        step -> {
                            double[] values = new double[step / VALIDATIONS];
                            Arrays.fill(values, 1);
                            return new Losses(values);
                        })
                .toList();
    }
}
