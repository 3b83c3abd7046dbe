// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial.worker;

import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.launch.Job;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.runtime.config.Binder;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.ResultFile;
import org.seqmem.runtime.trial.TrialFile;
import org.seqmem.runtime.trial.TrialResult;
import org.seqmem.runtime.trial.TrialRunner;

/** Runs jobs: reads what a trial is from its directory, and trains it in the calling thread. */
public final class TrialJobs implements WorkerLoop.JobRunner {

    private final Binder binder;
    private final TrialRunner runner = new TrialRunner();

    /**
     * @param binder opens what {@code trial.json} names
     */
    public TrialJobs(Binder binder) {
        this.binder = binder;
    }

    @Override
    public void run(Job job, String device, LaunchListener listener, BooleanSupplier stop) {
        TrialFile file;
        try {
            file = TrialFile.read(job.directory());
            runner.run(
                    file.spec(binder),
                    job.directory(),
                    device,
                    progress -> listener.progressed(job, progress),
                    stop);
        } catch (SeqmemException e) {
            ResultFile.write(job.directory(), unreadable(job, device, e));
        }
    }

    /** A trial that could not even begin: its file is gone, or names what is not installed here. */
    private static TrialResult unreadable(Job job, String device, SeqmemException e) {
        return new TrialResult(
                job.id(),
                "",
                Outcome.FAILED,
                Optional.of(e.code().name()),
                Optional.of(String.valueOf(e.getMessage())),
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                0,
                device,
                Map.of(),
                Map.of());
    }
}
