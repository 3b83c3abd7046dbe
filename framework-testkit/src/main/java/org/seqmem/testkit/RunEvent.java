// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import org.seqmem.api.launch.LaunchListener.Progress;
import org.seqmem.runtime.launch.RunOutline;
import org.seqmem.runtime.launch.RunSummary;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.trial.TrialResult;

/** Something that happened in a run, as {@link LauncherTestKit} records it. */
public sealed interface RunEvent {

    /** Something that happened to one trial; all else concerns the whole run. */
    sealed interface OfTrial extends RunEvent {

        /** The trial that it happened to. */
        PlannedTrial trial();
    }

    /** The run knew what it had to do, and began. */
    record Begun(RunOutline outline) implements RunEvent {}

    /**
     * A trial began.
     *
     * @param slot where: 0 to slots - 1
     */
    record Started(PlannedTrial trial, int slot) implements OfTrial {}

    /** A trial came further. */
    record Progressed(PlannedTrial trial, Progress progress) implements OfTrial {}

    /**
     * An attempt at a trial was cut off.
     *
     * @param slot where
     * @param again whether the trial is tried again
     */
    record CutOff(PlannedTrial trial, int slot, boolean again) implements OfTrial {}

    /** A trial ended, and its result was in the store. */
    record Ended(PlannedTrial trial, TrialResult result) implements OfTrial {}

    /** A completed trial got the metrics that it lacked. */
    record Measured(PlannedTrial trial, TrialResult result) implements OfTrial {}

    /**
     * A trial was held against the references of the experiment.
     *
     * @param suspect whether it is too good to be true
     */
    record Judged(PlannedTrial trial, boolean suspect) implements OfTrial {}

    /** Something was said that a person should know of. */
    record Noted(String sentence) implements RunEvent {}

    /** The run was over. */
    record Finished(RunSummary summary) implements RunEvent {}
}
