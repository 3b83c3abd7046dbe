// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import java.nio.file.Path;
import java.util.Optional;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.trial.TrialResult;

/** What the driver writes to and reads from the directory of a trial. */
public interface TrialFiles {

    /**
     * Makes the directory ready for a worker: what the trial is stands in it, and no result.
     *
     * @throws org.seqmem.api.SeqmemException IO if it cannot be written
     */
    void prepare(Plan plan, PlannedTrial trial, Path directory);

    /**
     * How the trial in a directory ended; empty if it has not.
     *
     * @throws org.seqmem.api.SeqmemException IO if a result is there but is not whole, or is that
     *     of another trial
     */
    Optional<TrialResult> result(Path directory, String id);
}
