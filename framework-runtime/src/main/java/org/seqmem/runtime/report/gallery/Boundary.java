// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.gallery;

import java.util.List;
import org.seqmem.runtime.report.Findings;

/**
 * Where the errors of one training series over growing strength cross the threshold.
 *
 * @param kind whether and how
 * @param low the last strength on one side; the only one known if nothing crosses
 * @param high the first on the other
 * @param at between them, interpolated in the logarithms of error and, where positive, strength
 */
record Boundary(Kind kind, double low, double high, double at) {

    /** Whether and how a series crosses. */
    enum Kind {
        /** Learnt on one side, not on the other. */
        CROSSES,
        /** Learnt at every strength. */
        LEARNS_ALL,
        /** Learnt at none. */
        LEARNS_NONE
    }

    /**
     * Finds the first crossing, seen from the weakest strength on.
     *
     * @param strengths increasing
     * @param errors at these; infinite where a training did not come to an end
     */
    static Boundary of(List<Double> strengths, List<Double> errors) {
        for (int i = 0; i + 1 < errors.size(); i++) {
            if (learnt(errors.get(i)) != learnt(errors.get(i + 1))) {
                double low = strengths.get(i);
                double high = strengths.get(i + 1);
                return new Boundary(
                        Kind.CROSSES,
                        low,
                        high,
                        between(low, high, errors.get(i), errors.get(i + 1)));
            }
        }
        double first = strengths.get(0);
        double last = strengths.get(strengths.size() - 1);
        return learnt(errors.get(0))
                ? new Boundary(Kind.LEARNS_ALL, first, last, last)
                : new Boundary(Kind.LEARNS_NONE, first, last, first);
    }

    private static boolean learnt(double error) {
        return error < Findings.THRESHOLD;
    }

    private static double between(double low, double high, double before, double after) {
        double from = Math.log(Math.max(before, Double.MIN_NORMAL));
        double to = Math.log(Math.max(after, Double.MIN_NORMAL));
        double share = (Math.log(Findings.THRESHOLD) - from) / (to - from);
        return low > 0 ? low * Math.pow(high / low, share) : low + share * (high - low);
    }
}
