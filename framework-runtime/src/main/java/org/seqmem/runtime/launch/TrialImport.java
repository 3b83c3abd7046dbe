// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.config.Binder;
import org.seqmem.runtime.provenance.CanonicalJson;
import org.seqmem.runtime.provenance.Execution;
import org.seqmem.runtime.store.Store;
import org.seqmem.runtime.store.StoredTrial;
import org.seqmem.runtime.store.TrialEnd;
import org.seqmem.runtime.training.AtomicFile;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.ResultFile;
import org.seqmem.runtime.trial.TrialDirectory;
import org.seqmem.runtime.trial.TrialFile;
import org.seqmem.runtime.trial.TrialResult;

/**
 * Takes trials that were run elsewhere into a runs directory and its store. Each is checked and
 * taken, or left, on its own: doing it again changes nothing, and can be cut off at any point.
 */
public final class TrialImport {

    /** Files of a trial beside its result, in the order in which they are copied. */
    private static final List<String> FILES =
            List.of(
                    TrialDirectory.TRIAL,
                    TrialDirectory.CURVE,
                    TrialDirectory.LOG,
                    TrialDirectory.MODEL);

    private final Store store;
    private final Path runs;
    private final Binder binder;

    /** What became of a directory. */
    public enum Verdict {
        /** Its trial is in the store now. */
        TAKEN,
        /** The store had an end of its trial already, which stays. */
        KNOWN,
        /** Its trial has not ended. */
        NOT_ENDED,
        /** It is not the whole and true directory of a trial. */
        REFUSED
    }

    /**
     * A directory that was looked at.
     *
     * @param directory the directory
     * @param verdict what became of it
     * @param reason why, in words; empty where there is nothing to say
     */
    public record Entry(Path directory, Verdict verdict, String reason) {}

    /**
     * @param store the store of the runs directory, opened for writing
     * @param runs the runs directory
     * @param binder knows the plugins, by which ids are checked
     */
    public TrialImport(Store store, Path runs, Binder binder) {
        this.store = store;
        this.runs = runs;
        this.binder = binder;
    }

    /**
     * Takes in the trials of a directory: the directory of one, or one that holds such at any
     * depth.
     *
     * @param directory where to look
     * @param listener told of each, in the order of their paths
     * @throws SeqmemException STORE_UNAVAILABLE or IO if the store or the runs directory cannot be
     *     written to; what was taken before is not lost
     */
    public void take(Path directory, Consumer<Entry> listener) {
        Found found = new Found();
        try {
            Files.walkFileTree(directory, found);
        } catch (IOException e) {
            throw new SeqmemException(
                    ErrorCode.IO, directory + " cannot be read: " + e.getMessage(), e);
        }
        found.unreadable.forEach(listener);
        found.trials.stream().sorted().forEach(trial -> listener.accept(take(trial)));
    }

    /** Directories that look like those of trials; nothing is looked for inside of them. */
    private static final class Found extends SimpleFileVisitor<Path> {

        private final List<Path> trials = new ArrayList<>();
        private final List<Entry> unreadable = new ArrayList<>();

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (Files.exists(directory.resolve(TrialDirectory.TRIAL))
                    || Files.exists(directory.resolve(TrialDirectory.RESULT))) {
                trials.add(directory);
                return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            unreadable.add(new Entry(file, Verdict.REFUSED, "cannot be read: " + failure));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
            if (failure != null) {
                unreadable.add(new Entry(directory, Verdict.REFUSED, "cannot be read: " + failure));
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private Entry take(Path directory) {
        TrialFile file;
        TrialResult result;
        try {
            file = TrialFile.read(directory);
            Optional<TrialResult> found = ResultFile.read(directory);
            if (found.isEmpty() || found.get().outcome() == Outcome.STOPPED) {
                return new Entry(directory, Verdict.NOT_ENDED, "");
            }
            result = found.get();
            requireSame(file, result);
            file.spec(binder); // says whether the content is that of the id
        } catch (SeqmemException e) {
            return new Entry(directory, Verdict.REFUSED, String.valueOf(e.getMessage()));
        }
        return take(directory, file, result);
    }

    private static void requireSame(TrialFile file, TrialResult result) {
        if (!file.id().equals(result.id())) {
            throw new SeqmemException(
                    ErrorCode.INVALID_CONFIG,
                    TrialDirectory.TRIAL
                            + " is that of trial "
                            + file.id()
                            + ", but "
                            + TrialDirectory.RESULT
                            + " that of "
                            + result.id());
        }
    }

    private Entry take(Path directory, TrialFile file, TrialResult result) {
        Optional<TrialEnd> known =
                Optional.ofNullable(store.ends(List.of(file.id())).get(file.id()));
        if (known.isPresent() && !isBetter(result, known.get())) {
            boolean same =
                    known.get().fingerprint().equals(result.fingerprint())
                            && known.get().outcome() == result.outcome();
            return new Entry(
                    directory,
                    Verdict.KNOWN,
                    same
                            ? ""
                            : "the store has it as "
                                    + known.get().outcome()
                                    + " with fingerprint "
                                    + known.get().fingerprint()
                                    + "; seqmem rm "
                                    + file.id()
                                    + " makes room for this one");
        }
        Path place = TrialDirectory.of(runs, file.id());
        copy(directory, place);
        store.record(
                new StoredTrial(
                        CanonicalJson.of(file.task()),
                        CanonicalJson.of(file.model()),
                        CanonicalJson.of(file.training()),
                        file.seed(),
                        file.label().task(),
                        file.label().model(),
                        result,
                        endedAt(file, place)));
        return new Entry(directory, Verdict.TAKEN, "");
    }

    /** What had not ended here, or failed, gives way to what has, or did not. */
    private static boolean isBetter(TrialResult result, TrialEnd known) {
        return switch (known.outcome()) {
            case STOPPED -> true;
            case FAILED -> result.outcome() != Outcome.FAILED;
            case COMPLETED, DIVERGED -> false;
        };
    }

    /** The result last: until then the trial has not ended here. */
    private static void copy(Path directory, Path place) {
        try {
            Files.createDirectories(place);
            if (Files.isSameFile(directory, place)) {
                return; // a store that is made anew from the trials beside it
            }
            Files.deleteIfExists(place.resolve(TrialDirectory.RESULT));
            for (String name : FILES) {
                Path from = directory.resolve(name);
                if (Files.isRegularFile(from)) {
                    copyFile(from, place.resolve(name));
                } else {
                    Files.deleteIfExists(place.resolve(name));
                }
            }
            copyFile(
                    directory.resolve(TrialDirectory.RESULT), place.resolve(TrialDirectory.RESULT));
        } catch (IOException e) {
            throw new SeqmemException(
                    ErrorCode.IO,
                    directory + " cannot be copied to " + place + ": " + e.getMessage(),
                    e);
        }
    }

    private static void copyFile(Path from, Path place) throws IOException {
        try (FileChannel source = FileChannel.open(from, StandardOpenOption.READ)) {
            AtomicFile.write(
                    place,
                    channel -> {
                        for (long done = 0, size = source.size(); done < size; ) {
                            done += source.transferTo(done, size - done, channel);
                        }
                    });
        }
    }

    private static Instant endedAt(TrialFile file, Path place) {
        List<Execution> executions = file.executions();
        Optional<Instant> ended =
                executions.isEmpty()
                        ? Optional.empty()
                        : executions.get(executions.size() - 1).ended();
        if (ended.isPresent()) {
            return ended.get();
        }
        try {
            return Files.getLastModifiedTime(place.resolve(TrialDirectory.RESULT)).toInstant();
        } catch (IOException e) {
            throw new SeqmemException(
                    ErrorCode.IO, place + " cannot be read: " + e.getMessage(), e);
        }
    }
}
