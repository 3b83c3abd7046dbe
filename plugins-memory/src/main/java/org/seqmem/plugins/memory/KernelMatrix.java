// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.List;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.LinearKernel;
import org.seqmem.plugins.memory.LinearFunctionalConfig.PairKernel;

/**
 * The kernels of a linear functional with several channels: one memory function for all pairs of an
 * output and an input, times a random weight for each, or another one for single pairs.
 *
 * <p><b>Formula:</b> with g independent, normal with mean 0 and variance 1,
 *
 * <pre>{@code
 * h[o][i](s) = g[o][i] / sqrt(d_in) memory(s)
 * }</pre>
 *
 * <p>and {@code memory(s)} itself where there is only one pair. The weights come from the stream
 * {@code mixing} of a seed, row by row, whatever pairs are replaced.
 */
final class KernelMatrix {

    private final double[][] weights;
    private final MemoryFunction[][] memories;

    /**
     * @param outputs d_out
     * @param inputs d_in
     * @param memory of every pair that is not replaced
     * @param seed of the weights
     * @param replaced pairs with kernels of their own
     * @throws IllegalArgumentException if a replaced pair does not exist or is given twice
     */
    KernelMatrix(
            int outputs, int inputs, MemoryFunction memory, long seed, List<PairKernel> replaced) {
        this.weights = weights(outputs, inputs, seed);
        this.memories = new MemoryFunction[outputs][inputs];
        for (PairKernel pair : replaced) {
            checkExists(pair.output(), outputs, "output");
            checkExists(pair.input(), inputs, "input");
            if (memories[pair.output()][pair.input()] != null) {
                throw new IllegalArgumentException(
                        "kernels gives output "
                                + pair.output()
                                + " and input "
                                + pair.input()
                                + " twice");
            }
            memories[pair.output()][pair.input()] = pair.memory();
            weights[pair.output()][pair.input()] = pair.weight();
        }
        for (MemoryFunction[] row : memories) {
            for (int input = 0; input < inputs; input++) {
                if (row[input] == null) {
                    row[input] = memory;
                }
            }
        }
    }

    /** The values at lags 0 to {@code length} - 1, by output and input. */
    double[][][] values(int length) {
        double[][][] values = new double[weights.length][weights[0].length][];
        for (int output = 0; output < values.length; output++) {
            for (int input = 0; input < values[output].length; input++) {
                double[] pair = memories[output][input].values(length);
                for (int lag = 0; lag < length; lag++) {
                    pair[lag] *= weights[output][input];
                }
                values[output][input] = pair;
            }
        }
        return values;
    }

    /** The kernel; looks lags within the sequence up, since floors ask for each many times. */
    LinearKernel kernel(double[][][] values) {
        return (output, input, lag) ->
                lag < values[output][input].length
                        ? values[output][input][lag]
                        : weights[output][input] * memories[output][input].at(lag);
    }

    private static double[][] weights(int outputs, int inputs, long seed) {
        if (outputs == 1 && inputs == 1) {
            return new double[][] {{1}};
        }
        RandomStream stream = RandomStreams.of(seed).stream("mixing");
        double[][] weights = new double[outputs][inputs];
        for (double[] row : weights) {
            for (int input = 0; input < inputs; input++) {
                row[input] = stream.nextGaussian() / Math.sqrt(inputs);
            }
        }
        return weights;
    }

    private static void checkExists(int index, int count, String what) {
        if (index >= count) {
            throw new IllegalArgumentException(
                    "kernels names "
                            + what
                            + " "
                            + index
                            + ", but "
                            + what
                            + "-size = "
                            + count
                            + " and the first is 0");
        }
    }
}
