// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.statistics;

import org.hipparchus.analysis.integration.IterativeLegendreGaussIntegrator;
import org.hipparchus.analysis.solvers.BrentSolver;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * The studentized range of k normal means of known variance: how far apart the largest and the
 * smallest of k standard normal numbers lie.
 *
 * <pre>{@code
 * P(Q <= q) = k * integral phi(z) (Phi(z + q) - Phi(z))^(k-1) dz
 * }</pre>
 *
 * <p>Source: Nemenyi's test as in Demsar, Statistical comparisons of classifiers over multiple data
 * sets, 2006 (recalled).
 *
 * @param groups k, at least 2
 */
record StudentizedRange(int groups) {

    /** Beyond this phi is below 1e-23. */
    private static final double FAR = 10;

    private static final double ACCURACY = 1e-10;

    /** Larger than any quantile that is asked for: at 10^4 groups the 99 % one is about 9. */
    private static final double LARGEST = 50;

    private static final int EVALUATIONS = 100_000;

    StudentizedRange {
        if (groups < 2) {
            throw new IllegalArgumentException(groups + " groups have no range");
        }
    }

    /** The probability of a range up to q. */
    double cumulativeProbability(double q) {
        if (q <= 0) {
            return 0;
        }
        NormalDistribution normal = new NormalDistribution();
        double integral =
                new IterativeLegendreGaussIntegrator(20, ACCURACY, ACCURACY)
                        .integrate(
                                EVALUATIONS,
                                z ->
                                        normal.density(z)
                                                * Math.pow(
                                                        normal.cumulativeProbability(z + q)
                                                                - normal.cumulativeProbability(z),
                                                        groups - 1.0),
                                -FAR,
                                FAR);
        return Math.min(1, groups * integral);
    }

    /** The range that is not exceeded with a probability. */
    double quantile(double probability) {
        return new BrentSolver(ACCURACY)
                .solve(EVALUATIONS, q -> cumulativeProbability(q) - probability, 0, LARGEST);
    }
}
