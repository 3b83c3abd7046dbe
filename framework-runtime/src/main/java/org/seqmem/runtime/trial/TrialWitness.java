// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

/**
 * Told of what only the process that runs a trial knows. Every method does nothing unless
 * overridden.
 */
public interface TrialWitness {

    /** One that keeps nothing. */
    TrialWitness NONE = new TrialWitness() {};

    /**
     * The engine is there, and the training is about to begin.
     *
     * @param natives the native library of the engine, in words
     * @param device where it computes
     * @param threads math threads
     * @param resumed whether it goes on from a checkpoint
     */
    default void began(String natives, String device, int threads, boolean resumed) {}

    /** Training and measuring are over; {@code result.json} is about to be written. */
    default void ended() {}
}
