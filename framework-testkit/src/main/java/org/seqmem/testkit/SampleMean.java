// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;

/** The mean of independent numbers of one law, to be held against its expectation. */
final class SampleMean {

    /**
     * A mean of many numbers is off by more than this many of its standard errors for one seed in
     * 1.7 million. Seeds are fixed: a right plugin that passed once passes for ever.
     */
    private static final double STANDARD_ERRORS = 5;

    /** Relative to the size of the numbers: rounding, where they do not vary. */
    private static final double ROUNDING = 1e-9;

    private int count;
    private double mean;
    private double squaredDeviations;

    /** Adds a number. */
    void add(double value) {
        count++;
        double deviation = value - mean;
        mean += deviation / count;
        squaredDeviations += deviation * (value - mean);
    }

    /** Fails unless the mean is what chance allows. */
    void assertExpected(double expectation, String what) {
        assertExpected(expectation, Math.abs(expectation), what);
    }

    /**
     * Fails unless the mean is what chance allows.
     *
     * @param scale the size of what the numbers were computed from, which decides about rounding
     */
    void assertExpected(double expectation, double scale, String what) {
        double standardError = Math.sqrt(squaredDeviations / (count - 1.0) / count);
        double allowed = STANDARD_ERRORS * standardError + ROUNDING * scale;
        assertThat(mean)
                .as("mean of %s over %d sequences", what, count)
                .isCloseTo(expectation, Offset.offset(allowed));
    }
}
