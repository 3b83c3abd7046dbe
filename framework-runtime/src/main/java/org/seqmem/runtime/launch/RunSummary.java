// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

/**
 * How the trials of a plan stand after a run, whichever run they ended in.
 *
 * @param completed trained and measured
 * @param diverged ended by divergence
 * @param failed could not be trained or measured
 * @param stopped interrupted in the middle
 * @param pending never begun
 * @param reused how many of these had ended before and were not run again
 * @param stale how many of these were made by other versions of their plugins
 * @param unmeasured how many of the completed ones lack a metric
 */
public record RunSummary(
        int completed,
        int diverged,
        int failed,
        int stopped,
        int pending,
        int reused,
        int stale,
        int unmeasured) {

    /** Whether every trial of the plan is completed and has all metrics. */
    public boolean allCompleted() {
        return diverged + failed + stopped + pending + unmeasured == 0;
    }
}
