// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.metric;

/**
 * A line beside trained errors.
 *
 * @param nmse mean squared error over mean target power
 * @param role what it says about trained models
 */
public record ReferenceLine(double nmse, Role role) {

    /** What a line says about trained models. */
    public enum Role {
        /** No model of this class can lie below it in expectation: one that does is a bug. */
        FLOOR,
        /** What a trivial predictor reaches. */
        BASELINE,
        /** What the best fit of a class reaches; not a bound. */
        ORACLE,
        /** Where theory that holds only nearly puts a class: a correct model can lie below. */
        ORIENTATION
    }
}
