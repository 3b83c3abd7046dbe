// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import java.nio.file.Path;
import org.seqmem.runtime.config.TrialRules;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.PlannedTrial;

/** Writes {@code trial.json}, from which a worker knows what a trial is. */
@FunctionalInterface
public interface TrialWriter {

    /**
     * Writes it.
     *
     * @param plan what the trial is part of
     * @param trial the trial
     * @param rules how it is run
     * @param goesOn whether what was done there before is gone on with
     * @param directory the trial's directory, which exists
     * @throws org.seqmem.api.SeqmemException IO if it cannot be written
     */
    void write(Plan plan, PlannedTrial trial, TrialRules rules, boolean goesOn, Path directory);
}
