// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.Locale;

/** Checks that a memory function leaves something to learn. */
final class TargetEnergy {

    /**
     * Squares of targets whose size is outside the roots of these leave the range of single
     * precision, 1e-38 to 1e38, within a few steps.
     */
    private static final double SMALLEST = 1e-30;

    private static final double LARGEST = 1e30;

    private TargetEnergy() {}

    /**
     * Checks the kernels of one output.
     *
     * @param values by input: the values at the lags of the sequence
     * @param target as in: the target is zero everywhere
     * @throws IllegalArgumentException if all values are zero, or the sum of their squares is not a
     *     number that single precision can work with
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
        if (energy < SMALLEST || energy > LARGEST) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "%s has the size %.1e, for inputs of size 1, of which the square leaves"
                                    + " the range of single precision: it must be from 1e-15 to"
                                    + " 1e15. A scaled memory function { use = scaled } brings it"
                                    + " back; the error over target power stays the same",
                            target,
                            Math.sqrt(energy)));
        }
    }
}
