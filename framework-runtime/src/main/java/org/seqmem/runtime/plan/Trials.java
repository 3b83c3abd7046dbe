// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.Use;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.TaskPlugin;
import org.seqmem.runtime.provenance.Artefact;
import org.seqmem.runtime.provenance.Fingerprints;
import org.seqmem.runtime.training.TrainingConfig;
import org.seqmem.runtime.trial.TrialId;

/** Combines sections and seeds into trials. */
final class Trials {

    private final Fingerprints fingerprints;
    private final TrialFacts facts;
    private final TrialId id = new TrialId();
    private final Map<List<NavigableSet<Artefact>>, String> known = new HashMap<>();

    Trials(Fingerprints fingerprints, TrialFacts facts) {
        this.fingerprints = fingerprints;
        this.facts = facts;
    }

    /**
     * The trials in their order: sections in the order of their names, as their axes are in the
     * order of their paths; seeds innermost.
     *
     * @throws SeqmemException if two trials have the same id
     */
    List<PlannedTrial> of(
            List<Section<Use<ModelPlugin<?>>>> models,
            List<Section<Use<TaskPlugin<?>>>> tasks,
            List<Section<TrainingConfig>> trainings,
            List<Long> seeds) {
        List<PlannedTrial> trials =
                new ArrayList<>(models.size() * tasks.size() * trainings.size() * seeds.size());
        for (int i = 0; i < models.size(); i++) {
            Section<Use<ModelPlugin<?>>> model = models.get(i);
            byte[] modelText = model.identity().getBytes(UTF_8);
            for (int j = 0; j < tasks.size(); j++) {
                Section<Use<TaskPlugin<?>>> task = tasks.get(j);
                byte[] taskText = task.identity().getBytes(UTF_8);
                SequenceShape shape = facts.shape(j);
                for (Section<TrainingConfig> training : trainings) {
                    byte[] trainingText = training.identity().getBytes(UTF_8);
                    String fingerprint = fingerprint(task, model, training);
                    for (long seed : seeds) {
                        trials.add(
                                new PlannedTrial(
                                        id.of(taskText, modelText, trainingText, seed),
                                        fingerprint,
                                        task,
                                        model,
                                        training,
                                        seed,
                                        facts.facts(i, shape),
                                        shape));
                    }
                }
            }
        }
        requireDistinct(trials);
        return trials;
    }

    private String fingerprint(Section<?> task, Section<?> model, Section<?> training) {
        List<NavigableSet<Artefact>> sets =
                List.of(task.artefacts(), model.artefacts(), training.artefacts());
        return known.computeIfAbsent(
                sets,
                same -> {
                    NavigableSet<Artefact> all = new TreeSet<>();
                    same.forEach(all::addAll);
                    return fingerprints.of(all);
                });
    }

    /**
     * An id has 48 bits: among a million trials, two share one in a plan of five hundred. Their
     * results would be taken for one another, so that is an error.
     *
     * @throws SeqmemException if two trials have the same id
     */
    static void requireDistinct(List<PlannedTrial> trials) {
        Map<String, PlannedTrial> byId = new HashMap<>(trials.size() * 2);
        for (PlannedTrial trial : trials) {
            PlannedTrial other = byId.putIfAbsent(trial.id(), trial);
            if (other != null) {
                throw new SeqmemException(
                        ErrorCode.INVALID_CONFIG,
                        "two trials have the id "
                                + trial.id()
                                + " by chance: "
                                + words(other)
                                + " and "
                                + words(trial)
                                + ". Use another seed for one of them");
            }
        }
    }

    private static String words(PlannedTrial trial) {
        return trial.row() + " with " + trial.column() + ", seed " + trial.seed();
    }
}
