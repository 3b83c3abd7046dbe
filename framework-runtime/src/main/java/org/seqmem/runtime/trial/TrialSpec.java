// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import java.util.List;
import org.seqmem.api.Use;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.TaskPlugin;
import org.seqmem.runtime.config.TrialRules;
import org.seqmem.runtime.training.TrainingConfig;

/**
 * Everything a worker needs to know of a trial.
 *
 * @param id the trial's id: a hash of task, model, training and seed
 * @param fingerprint a hash of the plugins that make it
 * @param task the task
 * @param model the model
 * @param training how it is trained
 * @param seed the trial's seed, 0 to 2^53
 * @param metrics what is measured afterwards; not part of the id
 * @param rules how it is run; not part of the id
 */
public record TrialSpec(
        String id,
        String fingerprint,
        Use<TaskPlugin<?>> task,
        Use<ModelPlugin<?>> model,
        TrainingConfig training,
        long seed,
        List<TrialMetric> metrics,
        TrialRules rules) {

    /** Copies the metrics. */
    public TrialSpec {
        metrics = List.copyOf(metrics);
    }

    /** The same, made by other code. */
    public TrialSpec withFingerprint(String other) {
        return new TrialSpec(id, other, task, model, training, seed, metrics, rules);
    }
}
