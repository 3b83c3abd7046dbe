// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import java.time.Duration;
import java.util.Set;
import org.seqmem.runtime.config.RunRules;
import org.seqmem.runtime.config.TrialRules;

/**
 * How a plan is run.
 *
 * @param rerun which finished trials are run again
 * @param failFast whether the first failure stops the run
 * @param rules when the run ends before its plan does, and how trials are run
 */
public record RunOptions(Set<Rerun> rerun, boolean failFast, RunRules rules) {

    /** Nothing again, and to the end. */
    public static final RunOptions DEFAULT =
            new RunOptions(Set.of(), false, new RunRules(Duration.ZERO, 0, TrialRules.DEFAULT));

    /** Copies the set. */
    public RunOptions {
        rerun = Set.copyOf(rerun);
    }

    /** The number of failures at which the run stops; 0 never. */
    int mostFailures() {
        return failFast ? 1 : rules.maxFailures();
    }
}
