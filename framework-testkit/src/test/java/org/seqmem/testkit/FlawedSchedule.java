// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import java.util.concurrent.atomic.AtomicInteger;
import org.seqmem.api.NoConfig;
import org.seqmem.api.training.Schedule;
import org.seqmem.api.training.SchedulePlugin;

/** A constant rate, with one flaw, to test the kit. */
record FlawedSchedule(Flaw flaw) implements FlawedPlugin, SchedulePlugin<NoConfig> {

    enum Flaw {
        COUNTS_CALLS,
        TURNS_NEGATIVE,
        NEVER_TRAINS,
        NEEDS_A_SECOND_STEP,
        NEEDS_A_LOSS
    }

    @Override
    public Schedule create(NoConfig config) {
        AtomicInteger calls = new AtomicInteger();
        return (base, position) ->
                switch (flaw) {
                    case COUNTS_CALLS -> base / calls.incrementAndGet();
                    case TURNS_NEGATIVE -> base * (0.9 - (double) position.step() / 200);
                    case NEVER_TRAINS -> 0;
                    case NEEDS_A_SECOND_STEP ->
                            base * (1 - (double) position.step() / (position.steps() - 1));
                    case NEEDS_A_LOSS -> base * position.validationLosses().get(0);
                };
    }
}
