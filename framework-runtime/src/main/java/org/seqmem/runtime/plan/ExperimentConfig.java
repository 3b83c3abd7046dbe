// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import java.util.List;
import java.util.Optional;
import org.seqmem.api.Use;
import org.seqmem.api.config.NotEmpty;
import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.api.metric.ReferencePlugin;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.TaskPlugin;
import org.seqmem.runtime.training.TrainingConfig;

/**
 * The block {@code experiment} of a file. Where the file sweeps, task, model and training are those
 * of one combination. Defaults stand in {@code reference.conf} under {@code seqmem.experiment}.
 *
 * @param name of the experiment, kebab-case: it becomes a folder and a key of the store
 * @param seeds of the trials, 0 to 2^53, each once; every combination is trained with each
 * @param task what is to be learnt
 * @param model what learns it
 * @param training how
 * @param metrics what is measured afterwards, each once
 * @param references what stands beside the measured errors
 * @param match how large every model is made
 * @param choose the hyper-parameter of which each setting is reported at its best value
 */
public record ExperimentConfig(
        String name,
        @NotEmpty List<Long> seeds,
        Use<TaskPlugin<?>> task,
        Use<ModelPlugin<?>> model,
        TrainingConfig training,
        List<Use<MetricPlugin<?>>> metrics,
        List<Use<ReferencePlugin<?>>> references,
        Optional<Match> match,
        Optional<Choose> choose) {

    /** Copies the lists. */
    public ExperimentConfig {
        seeds = List.copyOf(seeds);
        metrics = List.copyOf(metrics);
        references = List.copyOf(references);
    }
}
