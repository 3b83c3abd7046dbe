// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import java.util.Set;

/**
 * How a plan is run.
 *
 * @param rerun which finished trials are run again
 * @param failFast whether the first failure stops the run
 */
public record RunOptions(Set<Rerun> rerun, boolean failFast) {

    /** Nothing again, and to the end. */
    public static final RunOptions DEFAULT = new RunOptions(Set.of(), false);

    /** Copies the set. */
    public RunOptions {
        rerun = Set.copyOf(rerun);
    }
}
