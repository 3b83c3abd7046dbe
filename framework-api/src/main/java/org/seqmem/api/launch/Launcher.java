// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.launch;

import java.util.List;

/** Runs jobs somewhere. */
public interface Launcher {

    /** How many jobs run at a time. */
    int slots();

    /** On what they run, in a word: {@code cpu}, {@code gpu}. */
    String device();

    /**
     * Runs the jobs, each once, in order as far as slots allow, and returns when all have ended or
     * {@link #stop} has been called and heard. A job that fails does not stop the others.
     *
     * @param jobs what to run
     * @param listener told of everything; never called by two threads at once
     */
    void run(List<Job> jobs, LaunchListener listener);

    /**
     * Asks running jobs to write their checkpoints and end; no other begins, also if {@link #run}
     * is still to be called. Returns at once; any thread.
     */
    void stop();
}
