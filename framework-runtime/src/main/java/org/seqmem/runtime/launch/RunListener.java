// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import org.seqmem.api.launch.LaunchListener.Progress;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.trial.TrialResult;

/**
 * Told of what happens in a run. Never called by two threads at once. Every method does nothing
 * unless overridden.
 */
public interface RunListener {

    /** The run knows what it has to do, and begins. */
    default void begun(RunOutline outline) {}

    /**
     * A trial has begun.
     *
     * @param slot where: 0 to slots - 1
     */
    default void started(PlannedTrial trial, int slot) {}

    /** A trial has come further. */
    default void progressed(PlannedTrial trial, Progress progress) {}

    /** A trial has ended, and its result is in the store, on disk. */
    default void ended(PlannedTrial trial, TrialResult result) {}

    /** A completed trial has got the metrics that it lacked, and they are in the store. */
    default void measured(PlannedTrial trial, TrialResult result) {}

    /** Something that a person should know of, in a sentence; nothing has to be done. */
    default void noted(String sentence) {}

    /** The run is over. */
    default void finished(RunSummary summary) {}
}
