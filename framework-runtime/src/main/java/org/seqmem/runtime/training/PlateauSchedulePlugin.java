// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import org.seqmem.api.training.Schedule;
import org.seqmem.api.training.SchedulePlugin;

/**
 * Lowers the learning rate when the validation loss has stopped falling. Replays the history of
 * losses at every call, so it needs no state of its own.
 *
 * <p>An improvement is a loss below {@code best (1 - threshold)}. After more than {@code patience}
 * validations without one the rate is multiplied by {@code factor}, but not below {@code minimum};
 * the next {@code cooldown} validations are then not counted.
 */
public final class PlateauSchedulePlugin implements SchedulePlugin<PlateauScheduleConfig> {

    /** A smaller decrease of the rate is rounding, and no reason for a cooldown. */
    private static final double SMALLEST_DECREASE = 1e-8;

    /** For the ServiceLoader. */
    public PlateauSchedulePlugin() {}

    @Override
    public String name() {
        return "plateau";
    }

    @Override
    public Class<PlateauScheduleConfig> configType() {
        return PlateauScheduleConfig.class;
    }

    @Override
    public String summary() {
        return "lowers the learning rate when the validation loss has stopped falling";
    }

    @Override
    public Schedule create(PlateauScheduleConfig config) {
        return (base, position) -> rate(config, base, position.validationLosses());
    }

    private static double rate(
            PlateauScheduleConfig config, double base, Schedule.LossHistory losses) {
        double rate = base;
        double best = Double.POSITIVE_INFINITY;
        int bad = 0;
        int cooldown = 0;
        for (int i = 0; i < losses.size(); i++) {
            double loss = losses.get(i);
            if (loss < best * (1 - config.threshold())) {
                best = loss;
                bad = 0;
            } else {
                bad++;
            }
            if (cooldown > 0) {
                cooldown--;
                bad = 0;
            }
            if (bad > config.patience()) {
                double lower = Math.max(rate * config.factor(), config.minimum());
                if (rate - lower > SMALLEST_DECREASE) {
                    rate = lower;
                }
                cooldown = config.cooldown();
                bad = 0;
            }
        }
        return rate;
    }
}
