// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

/** Checks that a memory function leaves something to learn. */
final class TargetEnergy {

    private TargetEnergy() {}

    /**
     * Checks the kernels of one output.
     *
     * @param values by input: the values at the lags of the sequence
     * @param target as in: the target is zero everywhere
     * @throws IllegalArgumentException if all values are zero, or their squares do not add up to a
     *     finite number
     */
    static void check(double[][] values, String target) {
        int length = values[0].length;
        double energy = 0;
        for (double[] kernel : values) {
            for (int lag = 0; lag < length; lag++) {
                energy += kernel[lag] * kernel[lag];
                if (!Double.isFinite(energy)) {
                    throw new IllegalArgumentException(
                            "the memory function is too large or undefined at a lag within"
                                    + " sequence-length = "
                                    + length
                                    + ": at lag "
                                    + lag
                                    + " it is "
                                    + kernel[lag]);
                }
            }
        }
        if (energy == 0) {
            throw new IllegalArgumentException(
                    target
                            + " is zero everywhere: the memory function is 0 at every lag within"
                            + " sequence-length = "
                            + length
                            + " (an impulse needs a delay below the sequence length)");
        }
    }
}
