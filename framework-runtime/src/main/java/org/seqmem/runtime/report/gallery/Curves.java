// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.gallery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.seqmem.runtime.report.ExperimentRecord;
import org.seqmem.runtime.report.MeasuredMemory;
import org.seqmem.runtime.report.TrialRecord;
import org.seqmem.runtime.store.Store;
import org.seqmem.runtime.trial.LearningCurve;
import org.seqmem.runtime.trial.TrialDirectory;

/**
 * The curves of some trials of an experiment: of all if they are few, else of the first seeds, so
 * that every task and model is there as long as there is room.
 *
 * @param learning by trial id
 * @param memories measured, from the first input to the first output, by trial id
 * @param leftOut how many trials that ended are without
 */
public record Curves(
        Map<String, LearningCurve> learning, Map<String, double[]> memories, int leftOut) {

    /** As many as a page takes: at 60 places each, about a megabyte. */
    public static final int MOST_TRIALS = 600;

    /** No curves. */
    public static Curves none() {
        return new Curves(Map.of(), Map.of(), 0);
    }

    /** Reads the curves of an experiment. */
    public static Curves read(ExperimentRecord experiment, Store store, Path runs) {
        List<TrialRecord> ended = ended(experiment);
        Set<String> chosen = choose(ended(experiment.compared())); // what figures show comes first
        choose(ended).stream().filter(id -> chosen.size() < MOST_TRIALS).forEach(chosen::add);
        Map<String, LearningCurve> learning = new LinkedHashMap<>();
        for (String id : chosen) {
            LearningCurve curve = LearningCurve.read(TrialDirectory.of(runs, id));
            if (!curve.points().isEmpty()) {
                learning.put(id, curve);
            }
        }
        Map<String, double[]> memories = new HashMap<>();
        store.curvesOf(
                experiment.name(),
                (id, name, points) -> {
                    if (chosen.contains(id)) {
                        MeasuredMemory.of(name, points)
                                .filter(memory -> memory.output() == 0 && memory.input() == 0)
                                .ifPresent(memory -> memories.put(id, memory.byLag()));
                    }
                });
        return new Curves(learning, memories, ended.size() - chosen.size());
    }

    private static List<TrialRecord> ended(ExperimentRecord experiment) {
        return experiment.trials().stream().filter(t -> t.result().isPresent()).toList();
    }

    /** One trial of each task and model, then a second one, until there are enough. */
    private static Set<String> choose(List<TrialRecord> ended) {
        Set<String> chosen = new LinkedHashSet<>();
        List<TrialRecord> rest = ended;
        while (!rest.isEmpty() && chosen.size() < MOST_TRIALS) {
            Set<String> seen = new LinkedHashSet<>();
            List<TrialRecord> later = new ArrayList<>();
            for (TrialRecord trial : rest) {
                if (!seen.add(trial.task() + "\n" + trial.model())) {
                    later.add(trial);
                } else if (chosen.size() < MOST_TRIALS) {
                    chosen.add(trial.id());
                }
            }
            rest = later;
        }
        return chosen;
    }
}
