// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

/** Where a training keeps its state, so that it can go on after it was cut off. */
public interface Checkpoints {

    /** Keeps nothing. */
    Checkpoints NONE =
            new Checkpoints() {
                @Override
                public boolean due() {
                    return false;
                }

                @Override
                public void write(TrainingSnapshot snapshot) {}
            };

    /** Whether it is time to write one; asked between updates, and must cost nothing. */
    boolean due();

    /**
     * Keeps a state in place of the one before.
     *
     * @param snapshot read before this returns: its arrays go on changing
     */
    void write(TrainingSnapshot snapshot);
}
