// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import java.util.Optional;
import org.seqmem.api.launch.Job;
import org.seqmem.runtime.trial.TrialDirectory;

/** Counts the attempts at a job that brought nothing: no newer checkpoint than the one before. */
final class Attempts {

    private final Job job;
    private final int most;
    private Optional<Long> step;
    private int fruitless;
    private boolean progressed;

    /**
     * @param most how many fruitless attempts there may be
     */
    Attempts(Job job, int most) {
        this.job = job;
        this.most = most;
        this.step = TrialDirectory.checkpointStep(job.directory());
    }

    /**
     * Counts an attempt that was cut off.
     *
     * @return whether there may be another
     */
    boolean cutOff() {
        Optional<Long> now = TrialDirectory.checkpointStep(job.directory());
        progressed = now.isPresent() && now.get() > step.orElse(-1L);
        step = now;
        fruitless = progressed ? 0 : fruitless + 1;
        return fruitless < most;
    }

    /** Whether the last attempt brought a newer checkpoint. */
    boolean progressed() {
        return progressed;
    }

    /** How many attempts have brought nothing since the newest checkpoint. */
    int fruitless() {
        return fruitless;
    }

    /** From where the next attempt goes on, in words. */
    String next() {
        return step.map(number -> "goes on from step " + number).orElse("begins anew");
    }
}
