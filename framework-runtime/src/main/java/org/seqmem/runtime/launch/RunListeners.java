// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import java.util.List;
import java.util.function.Consumer;
import org.seqmem.api.launch.LaunchListener.Progress;
import org.seqmem.api.launch.WorkTimes;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.trial.TrialResult;

/** Several listeners as one. */
public final class RunListeners {

    private RunListeners() {}

    /** One that tells each of the others, in order; of several threads one after another. */
    public static RunListener all(List<RunListener> listeners) {
        List<RunListener> copy = List.copyOf(listeners);
        return new RunListener() {

            private synchronized void tell(Consumer<RunListener> what) {
                copy.forEach(what);
            }

            @Override
            public void begun(RunOutline outline) {
                tell(listener -> listener.begun(outline));
            }

            @Override
            public void started(PlannedTrial trial, int slot) {
                tell(listener -> listener.started(trial, slot));
            }

            @Override
            public void progressed(PlannedTrial trial, Progress progress) {
                tell(listener -> listener.progressed(trial, progress));
            }

            @Override
            public void timed(PlannedTrial trial, WorkTimes times) {
                tell(listener -> listener.timed(trial, times));
            }

            @Override
            public void cutOff(PlannedTrial trial, int slot, boolean again) {
                tell(listener -> listener.cutOff(trial, slot, again));
            }

            @Override
            public void memory(int slot, long bytes, long bound) {
                tell(listener -> listener.memory(slot, bytes, bound));
            }

            @Override
            public void judged(PlannedTrial trial, boolean suspect) {
                tell(listener -> listener.judged(trial, suspect));
            }

            @Override
            public void ended(PlannedTrial trial, TrialResult result) {
                tell(listener -> listener.ended(trial, result));
            }

            @Override
            public void measured(PlannedTrial trial, TrialResult result) {
                tell(listener -> listener.measured(trial, result));
            }

            @Override
            public void noted(String sentence) {
                tell(listener -> listener.noted(sentence));
            }

            @Override
            public void finished(RunSummary summary) {
                tell(listener -> listener.finished(summary));
            }
        };
    }
}
