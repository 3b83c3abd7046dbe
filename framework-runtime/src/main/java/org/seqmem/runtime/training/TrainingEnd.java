// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a training ended.
 *
 * @param reason why it ended
 * @param message a sentence that says more; empty if it simply ran to its end
 * @param steps updates done
 * @param loss the last training loss that was read
 * @param validation the last validation
 */
public record TrainingEnd(
        Reason reason,
        Optional<String> message,
        long steps,
        OptionalDouble loss,
        Optional<Validation> validation) {

    /** Why a training ended. */
    public enum Reason {
        /** All steps are done. */
        ALL_STEPS,
        /** The validation error reached its target. */
        TARGET_REACHED,
        /** The validation error stopped falling. */
        NO_PROGRESS,
        /** The loss or the error became non-finite or passed its bound. */
        DIVERGED,
        /** Stopped from outside. */
        STOPPED
    }
}
