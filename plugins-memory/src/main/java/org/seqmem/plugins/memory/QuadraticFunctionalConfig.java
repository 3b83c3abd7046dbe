// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.Optional;
import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.AtMost;
import org.seqmem.api.input.InputProcess;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.plugins.memory.LinearFunctionalConfig.TrainingSequences;

/**
 * A quadratic functional of the past.
 *
 * @param sequenceLength T, the number of time steps
 * @param data where training sequences come from
 * @param trainSize sequences of a fixed training set; without effect when the data are fresh
 * @param validationSize sequences of the validation set
 * @param testSize sequences of the test set
 * @param input the law of the inputs, Gaussian
 * @param memory how strongly the first factor depends on past inputs
 * @param secondMemory how strongly the second factor does; empty if as the first, which makes the
 *     target a square
 * @param centered whether the mean of each step is taken off the target
 */
public record QuadraticFunctionalConfig(
        @AtLeast(1) @AtMost(LinearFunctionalConfig.LONGEST) int sequenceLength,
        TrainingSequences data,
        @AtLeast(1) int trainSize,
        @AtLeast(1) int validationSize,
        @AtLeast(1) int testSize,
        InputProcess input,
        MemoryFunction memory,
        Optional<MemoryFunction> secondMemory,
        boolean centered) {

    /**
     * @throws IllegalArgumentException if the inputs are not Gaussian, if a memory function has no
     *     weight within the sequence or one that is not finite, or if the sequence is too long for
     *     the power of the targets of such inputs
     */
    public QuadraticFunctionalConfig {
        if (!input.gaussian()) {
            throw new IllegalArgumentException(
                    "input must be a Gaussian process, for instance white-gaussian or ar1: the"
                            + " fourth moments of others are not known, nor then the power of the"
                            + " targets");
        }
        if (!TargetPower.isKnown(input, sequenceLength)) {
            throw new IllegalArgumentException(
                    "sequence-length must be at most "
                            + TargetPower.LONGEST_GENERAL
                            + " for such inputs: they are not stationary, and the power of their"
                            + " targets takes a convolution per step");
        }
        TargetEnergy.check(new double[][] {memory.values(sequenceLength)}, "the first factor");
        double[] second = secondMemory.orElse(memory).values(sequenceLength);
        TargetEnergy.check(new double[][] {second}, "the second factor");
    }

    /** The same for sequences of another length. */
    QuadraticFunctionalConfig ofLength(int length) {
        return new QuadraticFunctionalConfig(
                length,
                data,
                trainSize,
                validationSize,
                testSize,
                input,
                memory,
                secondMemory,
                centered);
    }
}
