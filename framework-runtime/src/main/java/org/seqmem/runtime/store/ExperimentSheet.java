// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.store;

import java.util.List;

/**
 * What the store is told of an experiment before its trials run. Equal sheets are one revision.
 *
 * @param name the experiment's name
 * @param content the experiment as it was resolved, as text
 * @param lines its trials in the order of the plan
 */
public record ExperimentSheet(String name, String content, List<Line> lines) {

    /** Copies the lines. */
    public ExperimentSheet {
        lines = List.copyOf(lines);
    }

    /**
     * A trial at its place.
     *
     * @param trialId the trial's id
     * @param row the task's label
     * @param column the model's label
     * @param seed the trial's seed
     */
    public record Line(String trialId, String row, String column, long seed) {}
}
