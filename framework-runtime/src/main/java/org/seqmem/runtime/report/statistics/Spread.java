// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.statistics;

import java.util.Arrays;
import java.util.Optional;
import org.hipparchus.stat.descriptive.rank.Percentile;

/**
 * Where some values lie.
 *
 * @param count how many
 * @param low the least
 * @param median the one in the middle; the mean of the two in the middle of an even number
 * @param high the largest
 */
public record Spread(int count, double low, double median, double high) {

    private static final double MIDDLE = 50;

    /** The spread of some values; empty if there are none. */
    public static Optional<Spread> of(double... values) {
        if (values.length == 0) {
            return Optional.empty();
        }
        double median =
                new Percentile()
                        .withEstimationType(Percentile.EstimationType.R_7)
                        .evaluate(values, MIDDLE);
        return Optional.of(
                new Spread(
                        values.length,
                        Arrays.stream(values).min().orElseThrow(),
                        median,
                        Arrays.stream(values).max().orElseThrow()));
    }
}
