// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import java.util.List;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.PlannedTrial;

/**
 * What a run is about to do.
 *
 * @param plan all trials of the experiment
 * @param revision the number of the experiment's content in the store
 * @param toRun those that will be run, in order
 * @param toMeasure completed ones that lack a metric, which is computed from their parameters
 * @param adopted how many of the others had ended without the store hearing of it
 * @param slots how many run at a time
 * @param device on what, in a word
 */
public record RunOutline(
        Plan plan,
        int revision,
        List<PlannedTrial> toRun,
        List<PlannedTrial> toMeasure,
        int adopted,
        int slots,
        String device) {

    /** Copies the lists. */
    public RunOutline {
        toRun = List.copyOf(toRun);
        toMeasure = List.copyOf(toMeasure);
    }

    /** How many trials had ended before and are not run again. */
    public int reused() {
        return plan.trials().size() - toRun.size();
    }
}
