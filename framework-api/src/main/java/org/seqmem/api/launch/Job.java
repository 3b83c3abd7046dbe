// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.launch;

import java.nio.file.Path;
import java.util.List;

/**
 * One piece of work for a worker. What a worker needs stands in the trial's directory; the end of a
 * job is {@code result.json} there.
 *
 * @param id the trial's id
 * @param directory the trial's directory, with {@code trial.json} in it; the only place that the
 *     worker writes to
 * @param label what the trial is, in a few words for people
 * @param work what is to be done
 */
public record Job(String id, Path directory, List<String> label, Work work) {

    /** What is to be done. */
    public enum Work {
        /** Train the trial, from its checkpoint if there is one, then measure it. */
        TRAIN,
        /** Compute the metrics that a completed trial lacks, from its kept parameters. */
        MEASURE
    }

    /** Copies the label. */
    public Job {
        label = List.copyOf(label);
    }
}
