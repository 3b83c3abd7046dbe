// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.store;

import java.time.Instant;
import org.seqmem.runtime.trial.TrialResult;

/**
 * A trial that has ended, with what it was and how it ended.
 *
 * @param task the task's bound configuration as canonical JSON
 * @param model the model's, likewise
 * @param training the training's, likewise
 * @param seed the trial's seed
 * @param taskLabel the task in a few words for people
 * @param modelLabel the model in a few words for people
 * @param result how it ended; carries the trial's id
 * @param finishedAt when it ended
 */
public record StoredTrial(
        String task,
        String model,
        String training,
        long seed,
        String taskLabel,
        String modelLabel,
        TrialResult result,
        Instant finishedAt) {

    /** The trial's id. */
    public String id() {
        return result.id();
    }
}
