// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.training.CheckpointFile;
import org.seqmem.runtime.training.Checkpoints;
import org.seqmem.runtime.training.TrainingLoop;
import org.seqmem.runtime.training.TrainingSnapshot;

/** The checkpoint of a trial: one file in its directory, the newest in place of the one before. */
final class TrialCheckpoints implements Checkpoints {

    private final TrialSpec spec;
    private final Path directory;
    private final TrialLog log;
    private final long interval;
    private final DoubleSupplier seconds;
    private long last = System.nanoTime();

    /**
     * @param directory the trial's
     * @param seconds that the trial has taken so far, all attempts together
     */
    TrialCheckpoints(TrialSpec spec, Path directory, TrialLog log, DoubleSupplier seconds) {
        this.spec = spec;
        this.directory = directory;
        this.log = log;
        this.interval = spec.rules().checkpointEvery().toNanos();
        this.seconds = seconds;
    }

    @Override
    public boolean due() {
        return System.nanoTime() - last >= interval;
    }

    @Override
    public void write(TrainingSnapshot snapshot) {
        Path file = directory.resolve(TrialDirectory.CHECKPOINT);
        try {
            Files.createDirectories(file.getParent());
        } catch (IOException e) {
            throw new SeqmemException(
                    ErrorCode.DIRECTORY_UNWRITABLE,
                    file + " cannot be written: " + e.getMessage(),
                    e);
        }
        new CheckpointFile(spec.id(), spec.fingerprint(), seconds.getAsDouble(), snapshot)
                .write(file);
        last = System.nanoTime();
    }

    /**
     * Brings a training to where its checkpoint is, if there is one that fits.
     *
     * @param manager for the arrays of the file
     * @return what the trial has done before
     */
    Done restore(TrainingLoop loop, NDManager manager) {
        Path file = directory.resolve(TrialDirectory.CHECKPOINT);
        if (!Files.exists(file)) {
            return Done.NOTHING;
        }
        try (NDManager scope = manager.newSubManager()) {
            CheckpointFile checkpoint = CheckpointFile.read(file, scope);
            if (!checkpoint.trial().equals(spec.id())
                    || !checkpoint.fingerprint().equals(spec.fingerprint())) {
                log.line("the checkpoint was made by other plugins: the training begins anew");
                return Done.NOTHING;
            }
            loop.restore(checkpoint.snapshot());
            log.line("goes on from step " + checkpoint.snapshot().step());
            return new Done(checkpoint.snapshot(), checkpoint.seconds());
        } catch (SeqmemException | IllegalArgumentException e) {
            log.line(
                    "the training begins anew, since the checkpoint is of no use: "
                            + e.getMessage());
            return Done.NOTHING;
        }
    }

    /**
     * What was done before.
     *
     * @param snapshot where the training was; its arrays are closed
     * @param seconds that it had taken
     */
    record Done(TrainingSnapshot snapshot, double seconds) {

        static final Done NOTHING =
                new Done(new TrainingSnapshot(0, List.of(), OptionalDouble.empty(), Map.of()), 0);
    }
}
