// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.gallery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.seqmem.runtime.report.ExperimentRecord;
import org.seqmem.runtime.report.TrialRecord;
import org.seqmem.runtime.report.figure.Ink;
import org.seqmem.runtime.report.figure.Layer;
import org.seqmem.runtime.report.statistics.Spread;

/** An experiment as figures see it: its trials by task and model, and an ink for each model. */
final class Subject {

    private final ExperimentRecord experiment;
    private final List<Long> seeds;
    private final Map<String, Ink> inks = new LinkedHashMap<>();
    private final Map<String, Ink> inksOfTrials = new HashMap<>();
    private final Map<String, List<TrialRecord>> ofModels = new HashMap<>();
    private final Map<String, Map<String, List<TrialRecord>>> cells = new LinkedHashMap<>();

    Subject(ExperimentRecord experiment) {
        this.experiment = experiment;
        this.seeds = experiment.seeds();
        for (TrialRecord trial : experiment.trials()) {
            Ink ink = inks.computeIfAbsent(trial.model(), model -> new Ink(inks.size()));
            inksOfTrials.put(trial.id(), ink);
            ofModels.computeIfAbsent(trial.model(), model -> new ArrayList<>()).add(trial);
            cells.computeIfAbsent(trial.task(), task -> new LinkedHashMap<>())
                    .computeIfAbsent(trial.model(), model -> new ArrayList<>())
                    .add(trial);
        }
    }

    ExperimentRecord experiment() {
        return experiment;
    }

    List<String> tasks() {
        return List.copyOf(cells.keySet());
    }

    List<String> models() {
        return List.copyOf(inks.keySet());
    }

    Ink ink(String model) {
        return inks.getOrDefault(model, Ink.NEUTRAL);
    }

    /** That of its model; of a trial that is not compared, any. */
    Ink ink(TrialRecord trial) {
        return inksOfTrials.getOrDefault(trial.id(), new Ink(0));
    }

    List<Long> seeds() {
        return seeds;
    }

    /** The trials of a model on all tasks. */
    List<TrialRecord> ofModel(String model) {
        return ofModels.getOrDefault(model, List.of());
    }

    /** The trials of a task and a model, one per seed; empty if there are none. */
    List<TrialRecord> cell(String task, String model) {
        return cells.getOrDefault(task, Map.of()).getOrDefault(model, List.of());
    }

    /** The errors of those that completed. */
    Optional<Spread> errors(String task, String model) {
        return Spread.of(errors(cell(task, model)));
    }

    static double[] errors(List<TrialRecord> trials) {
        return trials.stream().flatMapToDouble(trial -> trial.nmse().stream()).toArray();
    }

    boolean severalSeeds() {
        return seeds.size() > 1;
    }

    /** A place that stands for a trial. */
    static Layer.Mark mark(double x, double y, TrialRecord trial) {
        return new Layer.Mark(x, y, Optional.of(trial.id()));
    }

    /** What a figure of several seeds has to say, or one that has only one. */
    String seedNote() {
        return severalSeeds()
                ? "Lines go through medians over "
                        + seeds.size()
                        + " seeds; bands reach from the best seed to the worst."
                : "One seed: every point is a single training, and a small difference may be luck.";
    }
}
