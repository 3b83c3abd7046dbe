// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import org.seqmem.api.training.Schedule;
import org.seqmem.api.training.SchedulePlugin;

/**
 * Multiplies the learning rate by a factor at regular intervals.
 *
 * <pre>{@code
 * rate_t = base factor^floor(t / every)
 * }</pre>
 */
public final class StepSchedulePlugin implements SchedulePlugin<StepScheduleConfig> {

    /** For the ServiceLoader. */
    public StepSchedulePlugin() {}

    @Override
    public String name() {
        return "step";
    }

    @Override
    public Class<StepScheduleConfig> configType() {
        return StepScheduleConfig.class;
    }

    @Override
    public String summary() {
        return "multiplies the learning rate by a factor every so many steps";
    }

    @Override
    public Schedule create(StepScheduleConfig config) {
        return (base, position) -> {
            long decreases = position.step() / config.every();
            return base * StrictMath.pow(config.factor(), (double) decreases);
        };
    }
}
