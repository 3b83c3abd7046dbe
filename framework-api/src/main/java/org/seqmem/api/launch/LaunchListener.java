// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.launch;

/** Told of what happens to jobs. Every method does nothing unless overridden. */
public interface LaunchListener {

    /**
     * A job has begun.
     *
     * @param job the job
     * @param slot where: 0 to slots - 1
     */
    default void started(Job job, int slot) {}

    /**
     * A job has come further.
     *
     * @param job the job
     * @param progress how far
     */
    default void progressed(Job job, Progress progress) {}

    /**
     * Parts of a job have been done; told about once a second, and at its end.
     *
     * @param job the job
     * @param times how long they took
     */
    default void timed(Job job, WorkTimes times) {}

    /**
     * An attempt at a job was cut off: the worker died or had to be ended, and is replaced.
     *
     * @param job the job
     * @param slot where
     * @param again whether the job is tried again
     */
    default void cutOff(Job job, int slot, boolean again) {}

    /**
     * How much memory a worker has; told about once a second while it works.
     *
     * @param slot which
     * @param bytes heap and tensors together
     * @param bound above which it is ended and replaced
     */
    default void memory(int slot, long bytes, long bound) {}

    /**
     * Something about a job that a person should know; nothing has to be done.
     *
     * @param job the job
     * @param sentence what
     */
    default void noted(Job job, String sentence) {}

    /**
     * A job has ended; its {@code result.json} says how.
     *
     * @param job the job
     */
    default void ended(Job job) {}

    /**
     * How far a training has come.
     *
     * @param step updates done
     * @param steps updates planned
     * @param loss the training loss that was last read
     * @param nmse error at the last validation; NaN before the first
     */
    record Progress(long step, long steps, double loss, double nmse) {}
}
