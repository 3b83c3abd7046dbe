// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.config.Bound;
import org.seqmem.runtime.config.TrialRules;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.provenance.Provenances;
import org.seqmem.runtime.trial.TrialFile;

/** Writes {@code trial.json} from a plan. */
public final class PlannedTrialWriter implements TrialWriter {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Provenances provenances;

    /**
     * @param provenances says where a trial was planned, and with what
     */
    public PlannedTrialWriter(Provenances provenances) {
        this.provenances = provenances;
    }

    @Override
    public void write(
            Plan plan, PlannedTrial trial, TrialRules rules, boolean goesOn, Path directory) {
        TrialFile file = file(plan, trial, rules);
        (goesOn ? earlier(directory).map(file::after).orElse(file) : file).write(directory);
    }

    private static Optional<TrialFile> earlier(Path directory) {
        try {
            return Optional.of(TrialFile.read(directory));
        } catch (SeqmemException e) {
            return Optional.empty(); // none, or half of one: nobody knows who worked on it
        }
    }

    /** What {@code trial.json} says of a trial that is planned now. */
    public TrialFile file(Plan plan, PlannedTrial trial, TrialRules rules) {
        return new TrialFile(
                trial.id(),
                trial.fingerprint(),
                tree(trial.task().json()),
                tree(trial.model().json()),
                tree(trial.training().json()),
                trial.seed(),
                plan.metrics().stream().map(Bound::json).toList(),
                new TrialFile.Label(trial.row(), trial.column()),
                rules.json(),
                provenances.of(trial.artefacts()),
                List.of());
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a section of a plan is not JSON", e);
        }
    }
}
