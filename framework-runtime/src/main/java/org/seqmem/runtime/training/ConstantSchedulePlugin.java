// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import org.seqmem.api.training.Schedule;
import org.seqmem.api.training.SchedulePlugin;

/** The learning rate of the optimiser, from the first update on or after a warm-up. */
public final class ConstantSchedulePlugin implements SchedulePlugin<ConstantScheduleConfig> {

    /** For the ServiceLoader. */
    public ConstantSchedulePlugin() {}

    @Override
    public String name() {
        return "constant";
    }

    @Override
    public Class<ConstantScheduleConfig> configType() {
        return ConstantScheduleConfig.class;
    }

    @Override
    public String summary() {
        return "the learning rate as it is, after an optional linear warm-up";
    }

    @Override
    public Schedule create(ConstantScheduleConfig config) {
        return (base, position) -> base * WarmUp.factor(position.step(), config.warmUp());
    }
}
