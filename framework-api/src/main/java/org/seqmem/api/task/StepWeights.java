// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.task;

import java.util.Arrays;

/**
 * Which steps of a sequence an error counts, and how much each.
 *
 * <p><b>Formula:</b> for a sequence of T steps
 *
 * <pre>{@code
 * v_t = 0 for t < firstStep, else ((t + 1) / T)^power;   w_t = v_t / (mean of v over all T steps)
 * }</pre>
 *
 * <p>so that the weights average 1, and a weighted mean over steps is the mean of w_t times the
 * value. Weights that grow with time are those of Wang and Xue, "INTEREST" (arXiv 2307.11462).
 *
 * @param firstStep the first step that counts, from 0; if the sequence is shorter, its last step
 * @param power how steeply the weights grow with time; 0 counts all alike
 */
public record StepWeights(int firstStep, double power) {

    /** Every step alike. */
    public static final StepWeights ALL = new StepWeights(0, 0);

    /**
     * @throws IllegalArgumentException if a number is negative or not finite
     */
    public StepWeights {
        if (firstStep < 0 || !(power >= 0 && power < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "steps are weighted from a step 0 or later and with a power of 0 or more, not ("
                            + firstStep
                            + ", "
                            + power
                            + ")");
        }
    }

    /** The last step alone, of {@code length}. */
    public static StepWeights last(int length) {
        return new StepWeights(length - 1, 0);
    }

    /** The last quarter of {@code length} steps, at least one. */
    public static StepWeights lastQuarter(int length) {
        return new StepWeights(length - Math.max(1, length / 4), 0);
    }

    /** The weights w_t of a sequence. */
    public double[] values(int length) {
        double[] weights = new double[length];
        double sum = 0;
        for (int t = Math.min(firstStep, length - 1); t < length; t++) {
            weights[t] = power == 0 ? 1 : Math.pow((t + 1.0) / length, power);
            sum += weights[t];
        }
        double mean = sum / length;
        Arrays.setAll(weights, t -> weights[t] / mean);
        return weights;
    }
}
