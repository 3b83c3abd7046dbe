// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.statistics;

import org.hipparchus.stat.interval.BinomialProportion;
import org.hipparchus.stat.interval.ConfidenceInterval;

/**
 * How many of some did.
 *
 * @param successes that did
 * @param trials of so many
 */
public record Proportion(int successes, int trials) {

    /** How sure the interval is. */
    public static final double CONFIDENCE = 0.95;

    /** Checks that there are no more successes than trials. */
    public Proportion {
        if (successes < 0 || successes > trials) {
            throw new IllegalArgumentException(successes + " of " + trials + " is no proportion");
        }
    }

    /** The share; NaN of none. */
    public double share() {
        return trials == 0 ? Double.NaN : (double) successes / trials;
    }

    /** Wilson's interval of the share that underlies what was seen; from 0 to 1 if nothing was. */
    public double[] interval() {
        if (trials == 0) {
            return new double[] {0, 1};
        }
        ConfidenceInterval wilson =
                BinomialProportion.getWilsonScoreInterval(trials, share(), CONFIDENCE);
        return new double[] {wilson.getLowerBound(), wilson.getUpperBound()};
    }
}
