// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.util.Arrays;
import java.util.List;

/**
 * Some measurements of the same thing.
 *
 * @param median the middle one
 * @param low the lower quartile
 * @param high the upper quartile
 */
record Spread(double median, double low, double high) {

    static Spread of(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new Spread(at(sorted, 0.5), at(sorted, 0.25), at(sorted, 0.75));
    }

    /** A quantile, interpolated. */
    private static double at(double[] sorted, double quantile) {
        double place = quantile * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** The geometric mean. */
    static double geometricMean(List<Double> values) {
        return Math.exp(
                Arrays.stream(values.toArray(new Double[0]))
                        .mapToDouble(Math::log)
                        .average()
                        .orElse(Double.NaN));
    }
}
