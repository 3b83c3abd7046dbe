// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.stat.inference.WilcoxonSignedRankTest;

/**
 * Wilcoxon's signed-rank test of whether one of two is better, pair by pair. Pairs without a
 * difference do not count.
 *
 * @param pairs that differ
 * @param better in how many of them the first value is the smaller one
 * @param pValue two-sided; exact up to {@link #MOST_EXACT} pairs, by the normal approximation with
 *     continuity correction beyond
 */
public record PairedTest(int pairs, int better, double pValue) {

    /** The library counts all sign patterns: 2^20 take a moment, 2^30 minutes. */
    static final int MOST_EXACT = 20;

    /** With fewer, not even all pairs on one side reach 5 %. */
    public static final int FEWEST_PAIRS = 6;

    /**
     * Compares.
     *
     * @param first finite values
     * @param second those that they are paired with
     * @return empty if no pair differs
     */
    public static Optional<PairedTest> of(double[] first, double[] second) {
        int[] differing =
                IntStream.range(0, first.length).filter(i -> first[i] != second[i]).toArray();
        if (differing.length == 0) {
            return Optional.empty();
        }
        double[] a = Arrays.stream(differing).mapToDouble(i -> first[i]).toArray();
        double[] b = Arrays.stream(differing).mapToDouble(i -> second[i]).toArray();
        int better = (int) Arrays.stream(differing).filter(i -> first[i] < second[i]).count();
        double pValue =
                new WilcoxonSignedRankTest().wilcoxonSignedRankTest(a, b, a.length <= MOST_EXACT);
        return Optional.of(new PairedTest(a.length, better, Math.min(1, pValue)));
    }

    /**
     * Holm's correction for testing several hypotheses at once.
     *
     * @param pValues of each
     * @return adjusted, in the same order: each may be held against the level as if it were alone
     */
    public static double[] holm(double... pValues) {
        int[] order =
                IntStream.range(0, pValues.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> pValues[i]))
                        .mapToInt(i -> i)
                        .toArray();
        double[] adjusted = new double[pValues.length];
        double least = 0;
        for (int i = 0; i < order.length; i++) {
            least = Math.max(least, (pValues.length - i) * pValues[order[i]]);
            adjusted[order[i]] = Math.min(1, least);
        }
        return adjusted;
    }
}
