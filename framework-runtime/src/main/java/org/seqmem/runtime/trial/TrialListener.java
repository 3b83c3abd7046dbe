// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import org.seqmem.api.launch.LaunchListener;
import org.seqmem.api.launch.WorkTimes;

/** Told how a trial goes, in the thread that runs it. */
@FunctionalInterface
public interface TrialListener {

    /** The training has come further. */
    void progressed(LaunchListener.Progress progress);

    /**
     * Something has been done. Called at every step: must cost nothing.
     *
     * @param part what
     * @param nanos how long it took, in nanoseconds
     */
    default void spent(WorkTimes.Part part, long nanos) {}
}
