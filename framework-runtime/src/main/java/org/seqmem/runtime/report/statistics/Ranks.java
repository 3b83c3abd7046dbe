// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.hipparchus.stat.ranking.NaNStrategy;
import org.hipparchus.stat.ranking.NaturalRanking;
import org.hipparchus.stat.ranking.TiesStrategy;

/**
 * Several competitors ranked on several tasks: the mean ranks, Friedman's test of whether they
 * differ at all, and Nemenyi's critical difference, which two mean ranks must differ by.
 *
 * <pre>{@code
 * chi2 = (12 / (N k (k+1)) sum_j R_j^2 - 3 N (k+1)) / (1 - sum (t^3 - t) / (N k (k^2 - 1)))
 * CD   = q(0.95; k) / sqrt(2) * sqrt(k (k+1) / (6 N))
 * }</pre>
 *
 * with R_j the sum of the ranks of competitor j, t the sizes of groups of ties.
 *
 * <p>Source: Demsar, Statistical comparisons of classifiers over multiple data sets, 2006
 * (recalled); the correction for ties as in SciPy's {@code friedmanchisquare}.
 *
 * @param tasks N
 * @param means the mean rank of each competitor; 1 is best
 * @param chiSquared Friedman's statistic
 * @param pValue the probability of such ranks or more different ones among equals
 * @param criticalDifference of mean ranks, at 5 %
 */
public record Ranks(
        int tasks, double[] means, double chiSquared, double pValue, double criticalDifference) {

    /** The level of all tests. */
    public static final double LEVEL = 0.05;

    /** With two competitors a paired test says more. */
    private static final int FEWEST_COMPETITORS = 3;

    private static final int FEWEST_TASKS = 2;

    /**
     * Ranks competitors by their errors.
     *
     * @param errors one row per task, one column per competitor; infinity for those that failed
     * @return empty for fewer than three competitors or two tasks, or if all are equal everywhere
     */
    public static Optional<Ranks> of(double[][] errors) {
        int tasks = errors.length;
        if (tasks < FEWEST_TASKS || errors[0].length < FEWEST_COMPETITORS) {
            return Optional.empty();
        }
        int k = errors[0].length;
        double[] sums = new double[k];
        double ties = 0;
        NaturalRanking ranking = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE);
        for (double[] row : errors) {
            double[] ranks = ranking.rank(row);
            for (int j = 0; j < k; j++) {
                sums[j] += ranks[j];
            }
            ties += ties(row);
        }
        double correction = 1 - ties / (tasks * (double) k * ((double) k * k - 1));
        if (correction <= 0) {
            return Optional.empty();
        }
        double squares = Arrays.stream(sums).map(sum -> sum * sum).sum();
        double chiSquared =
                (12 * squares / (tasks * (double) k * (k + 1)) - 3.0 * tasks * (k + 1))
                        / correction;
        double pValue = 1 - new ChiSquaredDistribution(k - 1).cumulativeProbability(chiSquared);
        double critical =
                new StudentizedRange(k).quantile(1 - LEVEL)
                        / Math.sqrt(2)
                        * Math.sqrt(k * (k + 1.0) / (6.0 * tasks));
        double[] means = Arrays.stream(sums).map(sum -> sum / tasks).toArray();
        return Optional.of(new Ranks(tasks, means, chiSquared, pValue, critical));
    }

    /** Sum of t^3 - t over groups of t equal values. */
    private static double ties(double[] row) {
        double[] sorted = row.clone();
        Arrays.sort(sorted);
        double sum = 0;
        int from = 0;
        while (from < sorted.length) {
            int to = from;
            while (to < sorted.length && sorted[to] == sorted[from]) {
                to++;
            }
            double size = to - from;
            sum += size * size * size - size;
            from = to;
        }
        return sum;
    }

    /** Whether Friedman's test finds the competitors different at all. */
    public boolean different() {
        return pValue < LEVEL;
    }

    /** The competitors from the best mean rank to the worst. */
    public List<Integer> order() {
        return IntStream.range(0, means.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> means[j]))
                .toList();
    }

    /**
     * The largest groups of neighbours in {@link #order} whose mean ranks lie within the critical
     * difference: first and last place of each, of at least two.
     */
    public List<int[]> cliques() {
        List<Integer> order = order();
        List<int[]> cliques = new ArrayList<>();
        int reached = 0;
        for (int first = 0; first < order.size(); first++) {
            int last = first;
            while (last + 1 < order.size()
                    && means[order.get(last + 1)] - means[order.get(first)] <= criticalDifference) {
                last++;
            }
            if (last > first && last > reached) {
                cliques.add(new int[] {first, last});
                reached = last;
            }
        }
        return cliques;
    }
}
