// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.memory;

/** A model on plain arrays. */
@FunctionalInterface
interface SequenceMap {

    /**
     * Answers sequences from the zero state.
     *
     * @param inputs shape (count, T, d_in), row by row
     * @param count how many sequences
     * @return shape (count, T, d_out), row by row
     */
    double[] apply(double[] inputs, int count);
}
