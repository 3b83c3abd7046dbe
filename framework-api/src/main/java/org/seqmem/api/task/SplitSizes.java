// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.task;

import java.util.OptionalInt;

/**
 * How many sequences the splits of a task have.
 *
 * @param train the size of the fixed training set; empty if every step draws fresh sequences
 * @param validation sequences for early stopping and model choice
 * @param test sequences for the reported metrics
 */
public record SplitSizes(OptionalInt train, int validation, int test) {

    /**
     * @throws IllegalArgumentException if a size is less than 1
     */
    public SplitSizes {
        if (train.orElse(1) < 1 || validation < 1 || test < 1) {
            throw new IllegalArgumentException("every split has at least one sequence");
        }
    }
}
