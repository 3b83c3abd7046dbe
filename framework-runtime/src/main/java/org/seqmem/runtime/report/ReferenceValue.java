// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report;

import org.seqmem.api.metric.ReferenceLine;

/**
 * A line of theory beside the error of a trial.
 *
 * @param name of the reference, for instance {@code state-floor}
 * @param line its error, and what that says about trained models
 */
public record ReferenceValue(String name, ReferenceLine line) {

    /** Whether no model of the trial's class can lie below it. */
    boolean isFloor() {
        return line.role() == ReferenceLine.Role.FLOOR;
    }
}
