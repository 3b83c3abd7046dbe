// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.seqmem.runtime.config.Bound;
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
    public void write(Plan plan, PlannedTrial trial, Path directory) {
        new TrialFile(
                        trial.id(),
                        trial.fingerprint(),
                        tree(trial.task().json()),
                        tree(trial.model().json()),
                        tree(trial.training().json()),
                        trial.seed(),
                        plan.metrics().stream().map(Bound::json).toList(),
                        provenances.of(trial.artefacts()))
                .write(directory);
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a section of a plan is not JSON", e);
        }
    }
}
