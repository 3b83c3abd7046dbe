// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.training.CheckpointFile;

/** Where the files of a trial are: {@code <runs>/trials/<first two of the id>/<id>}. */
public final class TrialDirectory {

    /** What a trial is; written before it begins. */
    public static final String TRIAL = "trial.json";

    /** The learning curve, one JSON object per line. */
    public static final String CURVE = "curve.jsonl";

    /** The parameters after training. */
    public static final String MODEL = "model.safetensors";

    /** Where a training is that has not ended: what it needs to go on. */
    public static final String CHECKPOINT = "checkpoint/training.safetensors";

    /** Held by the process that works on the trial. */
    static final String LOCK = "lock";

    /** What was logged while it ran. */
    public static final String LOG = "log.txt";

    /** How it ended; the last file written. */
    public static final String RESULT = "result.json";

    /** A process that dies is gone within milliseconds; tidiness is worth no long wait. */
    private static final Duration PATIENCE_TO_SETTLE = Duration.ofSeconds(1);

    private TrialDirectory() {}

    /**
     * The directory of a trial, which need not exist.
     *
     * @param runs the runs directory
     * @param id the trial's id
     */
    public static Path of(Path runs, String id) {
        return runs.resolve("trials").resolve(id.substring(0, 2)).resolve(id);
    }

    /**
     * Takes away what earlier runs of a trial left, so that it begins anew.
     *
     * @param directory the trial's; it need not exist
     * @throws IOException if something cannot be removed
     */
    public static void clear(Path directory) throws IOException {
        for (String name : List.of(RESULT, MODEL, CHECKPOINT, CURVE, LOG)) {
            Files.deleteIfExists(directory.resolve(name));
        }
    }

    /**
     * Takes away what only a trial in the middle of its work has, if nobody will go on with it: its
     * process may have died between the result, its last file, and its own tidying up.
     *
     * @param directory the directory of a trial that has ended
     * @param outcome how it did
     * @throws SeqmemException {@link ErrorCode#DIRECTORY_UNWRITABLE} if something cannot be removed
     *     or a process works there that does not leave; what is left behind does no harm
     */
    public static void settle(Path directory, Outcome outcome) {
        if (isFinal(outcome) && Files.exists(directory.resolve(LOCK))) {
            TrialLock.within(
                    directory,
                    PATIENCE_TO_SETTLE,
                    () -> {
                        removeCheckpoint(directory, outcome);
                        return outcome;
                    });
        }
    }

    /** After an end from which nobody goes on, a checkpoint is of no use. */
    static void removeCheckpoint(Path directory, Outcome outcome) {
        if (!isFinal(outcome)) {
            return;
        }
        Path checkpoint = directory.resolve(CHECKPOINT);
        try {
            Files.deleteIfExists(checkpoint);
            Files.deleteIfExists(checkpoint.getParent());
        } catch (IOException e) {
            throw unwritable(directory, e);
        }
    }

    private static boolean isFinal(Outcome outcome) {
        return outcome == Outcome.COMPLETED || outcome == Outcome.DIVERGED;
    }

    static SeqmemException unwritable(Path directory, IOException e) {
        return new SeqmemException(
                ErrorCode.DIRECTORY_UNWRITABLE,
                directory + " cannot be written to: " + e.getMessage(),
                e);
    }

    /**
     * How far the training of a trial that has not ended had come at its last checkpoint.
     *
     * @param directory the trial's
     * @return updates done; empty without a checkpoint
     */
    public static Optional<Long> checkpointStep(Path directory) {
        return CheckpointFile.step(directory.resolve(CHECKPOINT));
    }
}
