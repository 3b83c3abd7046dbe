// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.task;

/**
 * The shape of one sequence of a task: inputs (T, d_in), targets (T, d_out).
 *
 * @param length T, the number of time steps, at least 1
 * @param inputSize d_in, at least 1
 * @param outputSize d_out, at least 1
 */
public record SequenceShape(int length, int inputSize, int outputSize) {

    /**
     * @throws IllegalArgumentException if a size is less than 1
     */
    public SequenceShape {
        if (length < 1 || inputSize < 1 || outputSize < 1) {
            throw new IllegalArgumentException(
                    "a sequence has at least one step, input and output, not (length "
                            + length
                            + ", input size "
                            + inputSize
                            + ", output size "
                            + outputSize
                            + ")");
        }
    }
}
