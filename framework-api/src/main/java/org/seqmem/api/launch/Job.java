// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.launch;

import java.nio.file.Path;
import java.util.List;

/**
 * One piece of work for a worker: train a trial, then measure it. What a worker needs stands in the
 * trial's directory; the end of a job is {@code result.json} there.
 *
 * @param id the trial's id
 * @param directory the trial's directory, with {@code trial.json} in it; the only place that the
 *     worker writes to
 * @param label what the trial is, in a few words for people
 */
public record Job(String id, Path directory, List<String> label) {

    /** Copies the label. */
    public Job {
        label = List.copyOf(label);
    }
}
