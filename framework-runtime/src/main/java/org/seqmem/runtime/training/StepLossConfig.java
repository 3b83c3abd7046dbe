// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.AtMost;
import org.seqmem.api.task.StepWeights;

/**
 * Configuration of losses of single steps.
 *
 * @param steps which steps count
 * @param timePower p: step t, counted from 1, counts t^p
 */
public record StepLossConfig(Counted steps, @AtLeast(0) @AtMost(100) double timePower) {

    /** Every step alike. */
    public static final StepLossConfig ALL = new StepLossConfig(Counted.ALL, 0);

    /** Which steps count. */
    public enum Counted {
        /** Every step. */
        ALL,
        /** The last quarter of the steps. */
        LAST_QUARTER,
        /** The last step. */
        LAST;

        StepWeights weights(int length, double timePower) {
            return new StepWeights(
                    switch (this) {
                        case ALL -> 0;
                        case LAST_QUARTER -> StepWeights.lastQuarter(length).firstStep();
                        case LAST -> length - 1;
                    },
                    timePower);
        }
    }
}
