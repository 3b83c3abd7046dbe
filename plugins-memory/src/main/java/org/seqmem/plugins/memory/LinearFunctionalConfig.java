// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.AtMost;
import org.seqmem.api.input.InputProcess;
import org.seqmem.api.memory.MemoryFunction;

/**
 * A linear functional of the past.
 *
 * @param sequenceLength T, the number of time steps
 * @param data where training sequences come from
 * @param trainSize sequences of a fixed training set; without effect when the data are fresh
 * @param validationSize sequences of the validation set
 * @param testSize sequences of the test set
 * @param input the law of the inputs
 * @param memory how strongly targets depend on past inputs
 */
public record LinearFunctionalConfig(
        @AtLeast(1) @AtMost(LinearFunctionalConfig.LONGEST) int sequenceLength,
        TrainingSequences data,
        @AtLeast(1) int trainSize,
        @AtLeast(1) int validationSize,
        @AtLeast(1) int testSize,
        InputProcess input,
        MemoryFunction memory) {

    /** 2^20 steps: a single batch of such sequences is beyond what anyone trains on. */
    static final int LONGEST = 1 << 20;

    /** Where training sequences come from. */
    public enum TrainingSequences {
        /** A training set, drawn once. */
        FIXED,
        /** New sequences in every step. */
        FRESH
    }

    /**
     * @throws IllegalArgumentException if the memory function has no weight within the sequence, or
     *     one that is not finite: there would be no target to learn; or if the sequence is too long
     *     for the power of the targets of such inputs
     */
    public LinearFunctionalConfig {
        if (!TargetPower.isKnown(input, sequenceLength)) {
            throw new IllegalArgumentException(
                    "sequence-length must be at most "
                            + TargetPower.LONGEST_GENERAL
                            + " for such inputs: they are not stationary, and the power of their"
                            + " targets takes a convolution per step");
        }
        double energy = 0;
        for (double weight : memory.values(sequenceLength)) {
            energy += weight * weight;
        }
        if (energy == 0) {
            throw new IllegalArgumentException(
                    "the target is zero everywhere: the memory function is 0 at every lag within"
                            + " sequence-length = "
                            + sequenceLength
                            + " (an impulse needs a delay below the sequence length)");
        }
        if (!Double.isFinite(energy)) {
            throw new IllegalArgumentException(
                    "the memory function is too large or undefined at a lag within sequence-length"
                            + " = "
                            + sequenceLength);
        }
    }
}
