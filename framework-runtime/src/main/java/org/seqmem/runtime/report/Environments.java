// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.provenance.Artefact;
import org.seqmem.runtime.provenance.Build;
import org.seqmem.runtime.provenance.EngineVersions;
import org.seqmem.runtime.provenance.Execution;
import org.seqmem.runtime.provenance.Machine;
import org.seqmem.runtime.trial.TrialDirectory;
import org.seqmem.runtime.trial.TrialFile;

/**
 * Where and with what the trials of an experiment were run, as their directories have it.
 *
 * @param kinds how many trials were run in each environment, in the order of the plan
 * @param jars of all of them
 * @param unknown how many of the trials that were looked at left no record
 * @param ended how many trials have ended
 */
public record Environments(
        Map<Environment, Integer> kinds, SortedSet<Artefact> jars, int unknown, int ended) {

    /** Reading the files of this many takes a part of a second. */
    private static final int MOST_LOOKED_AT = 600;

    /**
     * One of them.
     *
     * @param machine processor, system and Java
     * @param device cpu, or the GPU
     * @param threads of the engine's mathematics
     * @param engine versions of DJL and PyTorch
     * @param natives the engine's native library as loaded
     * @param build of Seqmem
     */
    public record Environment(
            Machine machine,
            String device,
            int threads,
            EngineVersions engine,
            String natives,
            Build build) {

        private static Environment of(Execution execution) {
            return new Environment(
                    execution.with().machine(),
                    execution.device(),
                    execution.threads(),
                    execution.with().engine(),
                    execution.natives(),
                    execution.with().build());
        }
    }

    /** None. */
    public static Environments none() {
        return new Environments(Map.of(), new TreeSet<>(), 0, 0);
    }

    /** How many trials were looked at. */
    public int looked() {
        return kinds.values().stream().mapToInt(count -> count).sum() + unknown;
    }

    /** Reads those of the trials that have ended; if they are many, of some evenly spaced. */
    public static Environments read(ExperimentRecord experiment, Path runs) {
        List<TrialRecord> ended =
                experiment.trials().stream().filter(t -> t.result().isPresent()).toList();
        int looked = Math.min(ended.size(), MOST_LOOKED_AT);
        Map<Environment, Integer> kinds = new LinkedHashMap<>();
        SortedSet<Artefact> jars = new TreeSet<>();
        int unknown = 0;
        for (int i = 0; i < looked; i++) {
            TrialRecord trial = ended.get((int) ((long) i * ended.size() / looked));
            Optional<Execution> last = last(TrialDirectory.of(runs, trial.id()));
            if (last.isPresent()) {
                kinds.merge(Environment.of(last.get()), 1, Integer::sum);
                jars.addAll(last.get().with().artefacts());
            } else {
                unknown++;
            }
        }
        return new Environments(kinds, jars, unknown, ended.size());
    }

    private static Optional<Execution> last(Path directory) {
        try {
            List<Execution> all = TrialFile.read(directory).executions();
            return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
        } catch (SeqmemException e) {
            return Optional.empty(); // removed, not readable or of an older Seqmem: noted
        }
    }

    /** What this does not say, in sentences. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (looked() < ended) {
            notes.add(
                    "Of "
                            + Figures.count(ended, "trial")
                            + " that ended, "
                            + Figures.count(looked())
                            + " evenly spaced ones were looked at.");
        }
        if (unknown > 0) {
            notes.add(
                    Figures.count(unknown, "trial")
                            + " left no record that can be read: the directory is gone, or of an"
                            + " older Seqmem.");
        }
        return notes;
    }
}
