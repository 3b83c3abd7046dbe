// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.task;

import java.util.Optional;
import org.seqmem.api.random.RandomStream;

/**
 * A seeded generator of (inputs, targets), and what is exactly known about it. Works on plain
 * arrays, without an engine. Immutable and safe to share between threads.
 */
public interface Task {

    /** The shape of every sequence. */
    SequenceShape shape();

    /** How many sequences the splits have. */
    SplitSizes sizes();

    /** What is exactly known. */
    TaskFacts facts();

    /**
     * Draws one sequence. Each sequence of a split gets a stream of its own, so a split does not
     * depend on how it is cut into batches.
     *
     * @param stream the only source of randomness
     * @param input filled row by row: shape (T, d_in)
     * @param target filled row by row: shape (T, d_out)
     */
    void draw(RandomStream stream, double[] input, double[] target);

    /**
     * The same task on sequences of another length; empty if there is none.
     *
     * @param length T, the number of time steps
     */
    default Optional<Task> ofLength(int length) {
        return Optional.empty();
    }
}
