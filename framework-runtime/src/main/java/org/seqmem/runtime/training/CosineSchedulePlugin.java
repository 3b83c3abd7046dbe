// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import org.seqmem.api.training.Schedule;
import org.seqmem.api.training.SchedulePlugin;

/**
 * A linear warm-up, then half a cosine from the full learning rate down to a minimum.
 *
 * <pre>{@code
 * rate_t = base (t + 1) / warmUp                                              t < warmUp
 * rate_t = min + (base - min) (1 + cos(pi (t - warmUp) / (steps - warmUp))) / 2
 * }</pre>
 *
 * t counts the updates done before, so the minimum would be reached by the update after the last.
 *
 * <p><b>Source:</b> Loshchilov and Hutter, "SGDR" (2017), eq. 5, without restarts.
 */
public final class CosineSchedulePlugin implements SchedulePlugin<CosineScheduleConfig> {

    /** For the ServiceLoader. */
    public CosineSchedulePlugin() {}

    @Override
    public String name() {
        return "cosine";
    }

    @Override
    public Class<CosineScheduleConfig> configType() {
        return CosineScheduleConfig.class;
    }

    @Override
    public String summary() {
        return "linear warm-up, then half a cosine down to a minimum at the last step";
    }

    @Override
    public Schedule create(CosineScheduleConfig config) {
        return (base, position) -> {
            long step = position.step();
            if (step < config.warmUp()) {
                return base * WarmUp.factor(step, config.warmUp());
            }
            // a minimum above the learning rate must not raise it
            double minimum = Math.min(config.minimum(), base);
            double progress =
                    (double) (step - config.warmUp())
                            / Math.max(1, position.steps() - config.warmUp());
            return minimum
                    + (base - minimum) * (1 + StrictMath.cos(Math.PI * Math.min(1, progress))) / 2;
        };
    }
}
