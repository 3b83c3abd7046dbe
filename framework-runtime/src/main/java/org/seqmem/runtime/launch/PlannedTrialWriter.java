// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.inject.Inject;
import java.nio.file.Path;
import org.seqmem.runtime.config.Bound;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.provenance.Provenances;
import org.seqmem.runtime.trial.TrialFile;

/** Writes {@code trial.json} with what the plan says and where it was made. */
public final class PlannedTrialWriter implements TrialWriter {

    private static final JsonMapper JSON = new JsonMapper();

    private final Provenances provenances;

    /**
     * @param provenances tell where this process plans
     */
    @Inject
    public PlannedTrialWriter(Provenances provenances) {
        this.provenances = provenances;
    }

    @Override
    public void write(Plan plan, PlannedTrial trial, Path directory) {
        new TrialFile(
                        trial.id(),
                        trial.fingerprint(),
                        json(trial.task().json()),
                        json(trial.model().json()),
                        json(trial.training().json()),
                        trial.seed(),
                        plan.metrics().stream().map(Bound::json).toList(),
                        provenances.of(trial.artefacts()))
                .write(directory);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a section is canonical JSON", e);
        }
    }
}
