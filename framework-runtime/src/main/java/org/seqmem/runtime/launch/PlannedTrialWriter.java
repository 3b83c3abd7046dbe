// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.seqmem.runtime.config.Bound;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.provenance.Provenances;
import org.seqmem.runtime.trial.TrialFile;

/** Writes {@code trial.json} from a plan. */
public final class PlannedTrialWriter implements TrialWriter {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Provenances provenances;
    private final boolean keepParameters;

    /**
     * @param provenances says where a trial was planned, and with what
     * @param keepParameters whether trials keep their parameters
     */
    public PlannedTrialWriter(Provenances provenances, boolean keepParameters) {
        this.provenances = provenances;
        this.keepParameters = keepParameters;
    }

    @Override
    public void write(Plan plan, PlannedTrial trial, Path directory) {
        file(plan, trial).write(directory);
    }

    /** What {@code trial.json} says of a trial that is planned now. */
    public TrialFile file(Plan plan, PlannedTrial trial) {
        return new TrialFile(
                trial.id(),
                trial.fingerprint(),
                tree(trial.task().json()),
                tree(trial.model().json()),
                tree(trial.training().json()),
                trial.seed(),
                plan.metrics().stream().map(Bound::json).toList(),
                new TrialFile.Label(trial.row(), trial.column()),
                keepParameters,
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
