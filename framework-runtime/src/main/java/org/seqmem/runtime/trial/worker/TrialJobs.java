// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial.worker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.launch.Job;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.runtime.config.Binder;
import org.seqmem.runtime.provenance.Execution;
import org.seqmem.runtime.provenance.Fingerprints;
import org.seqmem.runtime.provenance.Provenances;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.ResultFile;
import org.seqmem.runtime.trial.TrialFile;
import org.seqmem.runtime.trial.TrialResult;
import org.seqmem.runtime.trial.TrialRunner;
import org.seqmem.runtime.trial.TrialWitness;

/** Runs jobs: reads what a trial is from its directory, and trains it in the calling thread. */
public final class TrialJobs implements WorkerLoop.JobRunner {

    private final Binder binder;
    private final Fingerprints fingerprints;
    private final Provenances provenances;
    private final TrialRunner runner = new TrialRunner();

    /**
     * @param binder opens what {@code trial.json} names
     * @param fingerprints tells which code it is made of here
     * @param provenances says where and with what it is run
     */
    public TrialJobs(Binder binder, Fingerprints fingerprints, Provenances provenances) {
        this.binder = binder;
        this.fingerprints = fingerprints;
        this.provenances = provenances;
    }

    @Override
    public void run(Job job, String device, LaunchListener listener, BooleanSupplier stop) {
        try {
            TrialFile file = TrialFile.read(job.directory());
            TrialFile.Made made = file.bind(binder, fingerprints);
            runner.run(
                    made.spec(),
                    job.directory(),
                    device,
                    progress -> listener.progressed(job, progress),
                    stop,
                    new Completion(job.directory(), file, made));
        } catch (SeqmemException e) {
            ResultFile.write(job.directory(), unreadable(job, device, e));
        }
    }

    /** Completes {@code trial.json} with what only this process knows. */
    private final class Completion implements TrialWitness {

        private final Path directory;
        private final TrialFile.Made made;
        private TrialFile file;

        Completion(Path directory, TrialFile file, TrialFile.Made made) {
            this.directory = directory;
            this.made = made;
            this.file = file;
        }

        @Override
        public void began(String natives, String device, int threads, boolean resumed) {
            Execution execution =
                    new Execution(
                            provenances.of(made.artefacts()),
                            natives,
                            device,
                            threads,
                            Optional.empty());
            file = file.begun(execution, resumed);
            file.write(directory);
        }

        @Override
        public void ended() {
            if (!file.executions().isEmpty()) { // else the engine did not even load
                file = file.endedAt(provenances.now());
                file.write(directory);
            }
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
