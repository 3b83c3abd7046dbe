// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.store;

import org.seqmem.api.metric.ReferenceLine.Role;

/**
 * A line beside an error of a trial.
 *
 * @param metric the error, by its name among the trial's metrics
 * @param reference the name of the reference, for instance {@code state-floor}
 * @param role what it says about trained models
 * @param value mean squared error over mean target power
 * @param content a hash of all that the value depends on: lines of the same content are equal
 */
public record StoredLine(
        String metric, String reference, Role role, double value, String content) {}
