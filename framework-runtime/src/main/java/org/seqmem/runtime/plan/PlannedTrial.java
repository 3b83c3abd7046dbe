// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.seqmem.api.Use;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.TaskPlugin;
import org.seqmem.runtime.config.TrialRules;
import org.seqmem.runtime.provenance.Artefact;
import org.seqmem.runtime.training.TrainingConfig;
import org.seqmem.runtime.trial.TrialMetric;
import org.seqmem.runtime.trial.TrialSpec;

/**
 * One trial of a plan. A light object: sections, facts and shape are shared.
 *
 * @param id a hash of task, model, training and seed
 * @param fingerprint a hash of the artefacts that make it
 * @param task the task
 * @param model the model
 * @param training how it is trained
 * @param seed the seed
 * @param facts of the model on this task
 * @param shape of the task's sequences
 */
public record PlannedTrial(
        String id,
        String fingerprint,
        Section<Use<TaskPlugin<?>>> task,
        Section<Use<ModelPlugin<?>>> model,
        Section<TrainingConfig> training,
        long seed,
        ModelFacts facts,
        SequenceShape shape) {

    /** Its row in a comparison: the task, for instance {@code impulse delay=32}. */
    public String row() {
        return task.label();
    }

    /**
     * Its column in a comparison: the model, and the training where trainings differ, for instance
     * {@code lstm hidden-size=64 learning-rate=0.01}.
     */
    public String column() {
        return training.label().isEmpty() ? model.label() : model.label() + " " + training.label();
    }

    /** What a worker needs to know of it. */
    public TrialSpec toSpec(List<TrialMetric> metrics, TrialRules rules) {
        return new TrialSpec(
                id,
                fingerprint,
                task.value(),
                model.value(),
                training.value(),
                seed,
                metrics,
                rules);
    }

    /** The jars that it depends on. */
    public NavigableSet<Artefact> artefacts() {
        NavigableSet<Artefact> all = new TreeSet<>(task.artefacts());
        all.addAll(model.artefacts());
        all.addAll(training.artefacts());
        return all;
    }
}
