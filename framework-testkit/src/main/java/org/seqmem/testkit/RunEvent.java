// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import java.util.Optional;
import org.seqmem.api.launch.LaunchListener.Progress;
import org.seqmem.runtime.launch.RunOutline;
import org.seqmem.runtime.launch.RunSummary;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.trial.TrialResult;

/** Something that happened in a run, as {@link LauncherTestKit} records it. */
public sealed interface RunEvent {

    /** The trial that it happened to; empty if it concerns the whole run. */
    default Optional<PlannedTrial> of() {
        return Optional.empty();
    }

    /** The run knew what it had to do, and began. */
    record Begun(RunOutline outline) implements RunEvent {}

    /**
     * A trial began.
     *
     * @param slot where: 0 to slots - 1
     */
    record Started(PlannedTrial trial, int slot) implements RunEvent {

        @Override
        public Optional<PlannedTrial> of() {
            return Optional.of(trial);
        }
    }

    /** A trial came further. */
    record Progressed(PlannedTrial trial, Progress progress) implements RunEvent {

        @Override
        public Optional<PlannedTrial> of() {
            return Optional.of(trial);
        }
    }

    /**
     * An attempt at a trial was cut off.
     *
     * @param slot where
     * @param again whether the trial is tried again
     */
    record CutOff(PlannedTrial trial, int slot, boolean again) implements RunEvent {

        @Override
        public Optional<PlannedTrial> of() {
            return Optional.of(trial);
        }
    }

    /** A trial ended, and its result was in the store. */
    record Ended(PlannedTrial trial, TrialResult result) implements RunEvent {

        @Override
        public Optional<PlannedTrial> of() {
            return Optional.of(trial);
        }
    }

    /** A completed trial got the metrics that it lacked. */
    record Measured(PlannedTrial trial, TrialResult result) implements RunEvent {

        @Override
        public Optional<PlannedTrial> of() {
            return Optional.of(trial);
        }
    }

    /**
     * A trial was held against the references of the experiment.
     *
     * @param suspect whether it is too good to be true
     */
    record Judged(PlannedTrial trial, boolean suspect) implements RunEvent {

        @Override
        public Optional<PlannedTrial> of() {
            return Optional.of(trial);
        }
    }

    /** Something was said that a person should know of. */
    record Noted(String sentence) implements RunEvent {}

    /** The run was over. */
    record Finished(RunSummary summary) implements RunEvent {}
}
