// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.List;
import java.util.OptionalInt;
import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.AtMost;
import org.seqmem.api.input.InputProcess;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.task.SplitSizes;

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
 * @param inputSize d_in, the number of input channels
 * @param outputSize d_out, the number of output channels
 * @param mixingSeed of the weights of pairs of an output and an input, when there are several;
 *     apart from the seeds of trials
 * @param kernels kernels of single pairs, in place of the shared memory function
 * @param noiseRatio variance of the noise in the targets over the power of what they are without
 *     it: one over the signal-to-noise ratio
 */
public record LinearFunctionalConfig(
        @AtLeast(1) @AtMost(LinearFunctionalConfig.LONGEST) int sequenceLength,
        TrainingSequences data,
        @AtLeast(1) int trainSize,
        @AtLeast(1) int validationSize,
        @AtLeast(1) int testSize,
        InputProcess input,
        MemoryFunction memory,
        @AtLeast(1) @AtMost(1024) int inputSize,
        @AtLeast(1) @AtMost(1024) int outputSize,
        long mixingSeed,
        List<PairKernel> kernels,
        @AtLeast(0) double noiseRatio) {

    /** 2^20 steps: a single batch of such sequences is beyond what anyone trains on. */
    static final int LONGEST = 1 << 20;

    /** Values of all kernels together: their spectra take up to 64 times as many bytes. */
    private static final long MOST_VALUES = 1 << 22;

    /** Where training sequences come from. */
    public enum TrainingSequences {
        /** A training set, drawn once. */
        FIXED,
        /** New sequences in every step. */
        FRESH;

        SplitSizes sizes(int train, int validation, int test) {
            OptionalInt fixed = this == FIXED ? OptionalInt.of(train) : OptionalInt.empty();
            return new SplitSizes(fixed, validation, test);
        }
    }

    /**
     * The kernel from one input to one output.
     *
     * @param output index of the output, from 0
     * @param input index of the input, from 0
     * @param weight what the memory function is multiplied by; 0 for no dependence
     * @param memory how strongly the output depends on past values of the input
     */
    public record PairKernel(
            @AtLeast(0) int output, @AtLeast(0) int input, double weight, MemoryFunction memory) {}

    /**
     * @throws IllegalArgumentException if the memory functions have no weight within the sequence,
     *     or one that is not finite: there would be no target to learn; if kernels name a pair that
     *     does not exist; or if there are too many steps and channels
     */
    public LinearFunctionalConfig {
        kernels = List.copyOf(kernels);
        if ((long) sequenceLength * inputSize * outputSize > MOST_VALUES) {
            throw new IllegalArgumentException(
                    "sequence-length times input-size times output-size must be at most "
                            + MOST_VALUES
                            + ", not "
                            + (long) sequenceLength * inputSize * outputSize);
        }
        if (!TargetPower.isKnown(input, sequenceLength)) {
            throw new IllegalArgumentException(
                    "sequence-length must be at most "
                            + TargetPower.LONGEST_GENERAL
                            + " for such inputs: they are not stationary, and the power of their"
                            + " targets takes a convolution per step");
        }
        double[][][] values =
                new KernelMatrix(outputSize, inputSize, memory, mixingSeed, kernels)
                        .values(sequenceLength);
        for (int output = 0; output < outputSize; output++) {
            TargetEnergy.check(values[output], outputSize == 1 ? "the target" : "output " + output);
        }
    }

    /** One input, one output, no noise. */
    public LinearFunctionalConfig(
            int sequenceLength,
            TrainingSequences data,
            int trainSize,
            int validationSize,
            int testSize,
            InputProcess input,
            MemoryFunction memory) {
        this(
                sequenceLength,
                data,
                trainSize,
                validationSize,
                testSize,
                input,
                memory,
                1,
                1,
                0,
                List.of(),
                0);
    }

    KernelMatrix matrix() {
        return new KernelMatrix(outputSize, inputSize, memory, mixingSeed, kernels);
    }

    /** The same for sequences of another length. */
    LinearFunctionalConfig ofLength(int length) {
        return new LinearFunctionalConfig(
                length,
                data,
                trainSize,
                validationSize,
                testSize,
                input,
                memory,
                inputSize,
                outputSize,
                mixingSeed,
                kernels,
                noiseRatio);
    }
}
