// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.launch.Job;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.api.launch.WorkTimes;
import org.seqmem.runtime.config.Binder;
import org.seqmem.runtime.provenance.Execution;
import org.seqmem.runtime.provenance.Fingerprints;
import org.seqmem.runtime.provenance.Provenances;
import org.seqmem.runtime.trial.ResultFile;
import org.seqmem.runtime.trial.TrialFile;
import org.seqmem.runtime.trial.TrialListener;
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
        if (job.work() == Job.Work.MEASURE) {
            measure(job, device, listener, stop);
        } else {
            train(job, device, listener, stop);
        }
    }

    private void train(Job job, String device, LaunchListener listener, BooleanSupplier stop) {
        TrialFile file;
        TrialFile.Made made;
        try {
            file = TrialFile.read(job.directory());
            made = file.bind(binder, fingerprints);
        } catch (SeqmemException e) {
            // it could not even begin: its file is gone, or names what is not installed here
            ResultFile.write(
                    job.directory(),
                    TrialResult.failed(
                            job.id(),
                            "",
                            device,
                            e.code(),
                            String.valueOf(e.getMessage()),
                            List.of()));
            return;
        }
        Stopwatch watch = new Stopwatch(times -> listener.timed(job, times), System::nanoTime);
        runner.run(
                made.spec(),
                job.directory(),
                device,
                new TrialListener() {
                    @Override
                    public void progressed(LaunchListener.Progress progress) {
                        listener.progressed(job, progress);
                    }

                    @Override
                    public void spent(WorkTimes.Part part, long nanos) {
                        watch.spent(part, nanos);
                    }
                },
                stop,
                new Completion(job.directory(), file, made));
        watch.tell();
    }

    /** What a metric does wrong takes nothing from a trial that has completed. */
    private void measure(Job job, String device, LaunchListener listener, BooleanSupplier stop) {
        try {
            runner.measure(
                    TrialFile.read(job.directory()).spec(binder), job.directory(), device, stop);
        } catch (SeqmemException e) {
            if (e.code() == ErrorCode.DIRECTORY_UNWRITABLE) {
                throw e;
            }
            listener.noted(job, String.valueOf(e.getMessage()));
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
}
