// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

/** How a trial ended. */
public enum Outcome {
    /** Trained to its end, or stopped early by its own rule, and measured. */
    COMPLETED,
    /** The loss became non-finite or passed the bound: a result, not a failure. */
    DIVERGED,
    /** It could not be trained or measured; the message says why. */
    FAILED,
    /** Interrupted from outside. */
    STOPPED
}
