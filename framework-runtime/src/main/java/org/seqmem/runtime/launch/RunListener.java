// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import org.seqmem.api.launch.LaunchListener.Progress;
import org.seqmem.api.launch.WorkTimes;
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

    /** Parts of a trial have been done; told about once a second. */
    default void timed(PlannedTrial trial, WorkTimes times) {}

    /**
     * An attempt at a trial was cut off: its worker died or had to be ended, and is replaced.
     *
     * @param slot where
     * @param again whether the trial is tried again
     */
    default void cutOff(PlannedTrial trial, int slot, boolean again) {}

    /**
     * How much memory a worker has; told about once a second while it works.
     *
     * @param slot which
     * @param bytes heap and tensors together
     * @param bound above which it is ended and replaced
     */
    default void memory(int slot, long bytes, long bound) {}

    /** A trial has ended, and its result is in the store, on disk. */
    default void ended(PlannedTrial trial, TrialResult result) {}

    /** A completed trial has got the metrics that it lacked, and they are in the store. */
    default void measured(PlannedTrial trial, TrialResult result) {}

    /**
     * A trial that had ended was held against the references of the experiment.
     *
     * @param suspect whether it is too good to be true
     */
    default void judged(PlannedTrial trial, boolean suspect) {}

    /** Something that a person should know of, in a sentence; nothing has to be done. */
    default void noted(String sentence) {}

    /** The run is over. */
    default void finished(RunSummary summary) {}
}
