// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import java.util.List;
import org.seqmem.runtime.launch.RunSummary;
import org.seqmem.runtime.trial.TrialResult;
import org.seqmem.testkit.RunEvent.OfTrial;

/**
 * What happened in a run.
 *
 * @param all in order
 */
public record RunEvents(List<RunEvent> all) {

    /** Copies the list. */
    public RunEvents {
        all = List.copyOf(all);
    }

    /** Those of a type, in order. */
    public <E extends RunEvent> List<E> of(Class<E> type) {
        return all.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Those of a trial, in order. */
    public List<RunEvent> ofTrial(String id) {
        return all.stream()
                .filter(event -> event instanceof OfTrial one && one.trial().id().equals(id))
                .toList();
    }

    /** How the trials that ended in this run did, in the order in which they ended. */
    public List<TrialResult> results() {
        return of(RunEvent.Ended.class).stream().map(RunEvent.Ended::result).toList();
    }

    /** How all trials of the experiment stood at the end. */
    public RunSummary summary() {
        List<RunEvent.Finished> finished = of(RunEvent.Finished.class);
        if (finished.size() != 1) {
            throw new AssertionError("the run finished " + finished.size() + " times");
        }
        return finished.get(0).summary();
    }
}
