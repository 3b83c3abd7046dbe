// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.SeqmemException;

/**
 * The record of every trial and experiment, in {@code seqmem.db} of the runs directory.
 *
 * <p>One process at a time writes; any number read meanwhile. What a method has written is on disk
 * when it returns. All methods may be called from any thread.
 *
 * <p>Every method throws {@link SeqmemException} with STORE_UNAVAILABLE, and a sentence that says
 * what to do, if the file cannot be read or written.
 */
public final class Store implements AutoCloseable {

    private static final String FILE = "seqmem.db";

    // Somebody at an sqlite3 prompt may hold the lock for a moment; longer than this is a sentence.
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);

    private final Path file;
    private final boolean created;
    private final @Nullable WriterLock lock;
    private final Handle handle;
    private final TrialTables trials;
    private final ExperimentTables experiments;
    private final JudgementTables judgements;
    private final RemovalTables removals;
    private final @Nullable Object opened;

    private Store(
            Path file,
            boolean created,
            @Nullable WriterLock lock,
            Connection connection,
            Clock clock) {
        this.file = file;
        this.created = created;
        this.lock = lock;
        this.handle = Jdbi.create(() -> connection).open();
        this.trials = new TrialTables(handle);
        this.experiments = new ExperimentTables(handle, clock);
        this.judgements = new JudgementTables(handle);
        this.removals = new RemovalTables(handle, trials);
        this.opened = key(file);
    }

    /** What tells one file from another of the same name; null where the system knows nothing. */
    private static @Nullable Object key(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            throw StoreFailures.unavailable(
                    file
                            + " is gone: it, or its directory, was removed while it was in use. The"
                            + " next run makes a new one and takes in finished trials that are still"
                            + " there.",
                    e);
        }
    }

    /**
     * Opens the store of a runs directory for writing; makes both if they do not exist.
     *
     * @param runs the runs directory
     * @param clock what says when experiments were created
     * @throws SeqmemException STORE_UNAVAILABLE if another process is writing to it, if it is not a
     *     store, damaged or of a newer version, or if the directory cannot be written to
     */
    public static Store openForWriting(Path runs, Clock clock) {
        return openForWriting(runs, clock, BUSY_TIMEOUT);
    }

    static Store openForWriting(Path runs, Clock clock, Duration busyTimeout) {
        Path file = runs.resolve(FILE);
        try {
            Files.createDirectories(runs);
        } catch (IOException e) {
            throw StoreFailures.of(runs, e);
        }
        WriterLock lock = WriterLock.take(runs, file, clock);
        try {
            boolean created = !Files.exists(file);
            return new Store(
                    file, created, lock, Database.openForWriting(file, busyTimeout), clock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Opens the store of a runs directory for reading, also while a run writes to it.
     *
     * @param runs the runs directory
     * @throws SeqmemException NOT_FOUND if nothing has been run into that directory;
     *     STORE_UNAVAILABLE if the file is not a store, damaged or of a newer version
     */
    public static Store openForReading(Path runs) {
        Path file = runs.resolve(FILE);
        return new Store(
                file,
                false,
                null,
                Database.openForReading(file, BUSY_TIMEOUT),
                Clock.systemUTC() /* unused */);
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** Whether opening it made it. */
    public boolean created() {
        return created;
    }

    /**
     * Records how a trial ended, in place of what the store knew of it before. On disk when this
     * returns.
     */
    public void record(StoredTrial trial) {
        work(
                () -> {
                    trials.put(trial);
                    return trial;
                });
    }

    /** Records many likewise, all of them or none. */
    public void recordAll(Collection<StoredTrial> ended) {
        work(
                () -> {
                    ended.forEach(trials::put);
                    return ended;
                });
    }

    /**
     * How those of the given trials ended that have.
     *
     * @param ids full ids, any number
     */
    public Map<String, TrialEnd> ends(Collection<String> ids) {
        return work(() -> trials.ends(ids));
    }

    /**
     * A trial with everything that is known of it.
     *
     * @param prefix its id or the beginning of it, enough to be the only one
     * @throws SeqmemException INVALID_ARGUMENT if it is no beginning of an id or fits several
     *     trials; NOT_FOUND if it fits none
     */
    public StoredTrial trial(String prefix) {
        return work(() -> trials.get(file, prefix));
    }

    /**
     * Tells the store of an experiment that is about to run. A sheet that equals one that it knows
     * under this name becomes current again; any other is a new revision.
     *
     * @return the number of the revision
     */
    public int register(ExperimentSheet sheet) {
        return work(() -> experiments.register(sheet));
    }

    /** The current revision of every experiment, by name. */
    public List<ExperimentRevision> experiments() {
        return work(() -> experiments.current());
    }

    /**
     * The current revision of an experiment.
     *
     * @throws SeqmemException NOT_FOUND if there is no experiment of that name
     */
    public ExperimentRevision experiment(String name) {
        return work(() -> experiments.current(file, name));
    }

    /**
     * The trials of the current revision of an experiment in the order of its plan.
     *
     * @throws SeqmemException NOT_FOUND if there is no experiment of that name
     */
    public List<ExperimentTrial> trialsOf(String experiment) {
        return firstTrialsOf(experiment, Integer.MAX_VALUE);
    }

    /**
     * The first trials of the current revision of an experiment in the order of its plan.
     *
     * @param most how many, if there are that many
     * @throws SeqmemException NOT_FOUND if there is no experiment of that name
     */
    public List<ExperimentTrial> firstTrialsOf(String experiment, int most) {
        return work(() -> experiments.trials(file, experiment, most));
    }

    /**
     * A hash of how the trials of the current revision of an experiment stand: it changes when one
     * ends, is measured or judged again.
     *
     * @throws SeqmemException NOT_FOUND if there is no experiment of that name
     */
    public String standing(String experiment) {
        return work(() -> experiments.standing(file, experiment));
    }

    /** Why trials are suspect, those of the given ones that are. */
    public Map<String, String> suspicions(Collection<String> ids) {
        return work(() -> judgements.suspicions(ids));
    }

    /**
     * What the ended trials of the current revision of an experiment were, in the order of its
     * plan: with metrics, without curves, which {@link #curvesOf} has.
     *
     * @throws SeqmemException NOT_FOUND if there is no experiment of that name
     */
    public List<StoredTrial> endedTrialsOf(String experiment) {
        return work(() -> experiments.ended(file, experiment));
    }

    /**
     * Reads the curves of the trials of the current revision of an experiment one after the other,
     * since all of them at once may be too many: by trial in the order of the plan, then by name.
     *
     * @param reader told of each; must not call this store
     * @throws SeqmemException NOT_FOUND if there is no experiment of that name
     */
    public void curvesOf(String experiment, CurveReader reader) {
        work(
                () -> {
                    experiments.curves(file, experiment, reader);
                    return experiment;
                });
    }

    /**
     * Records what references say of trials that have ended, of all or of none: lines take the
     * place of those of the same names, and a judgement with a floor decides whether a trial is
     * suspect.
     */
    public void judge(Collection<JudgedTrial> judged) {
        work(
                () -> {
                    judged.forEach(judgements::put);
                    return judged;
                });
    }

    /** Lowers the lines of a content to a better fit that was found for it. */
    public void lower(String content, double value) {
        work(
                () -> {
                    judgements.lower(content, value);
                    return content;
                });
    }

    /** A line of some content, whichever trial it was computed for. */
    public Optional<StoredLine> line(String content) {
        return work(() -> judgements.line(content));
    }

    /** By what the trials of the current revision of an experiment were judged, those that were. */
    public Map<String, String> judgedBy(String experiment) {
        return work(() -> judgements.judgedBy(experiment));
    }

    /** The judgements of the trials of the current revision of an experiment, by id. */
    public Map<String, Judgement> judgements(String experiment) {
        return work(() -> judgements.ofExperiment(experiment));
    }

    /**
     * What references say of a trial.
     *
     * @param trial its full id
     */
    public Judgement judgement(String trial) {
        return work(() -> judgements.of(trial));
    }

    /**
     * What goes if these are removed. A trial that an experiment has which is not removed stays;
     * one that is named by its id goes if a single experiment has it, which then lacks it.
     *
     * @param names of experiments, or beginnings of trial ids
     * @param withShared whether trials go that other experiments have, too
     * @throws SeqmemException NOT_FOUND if a name is neither; INVALID_ARGUMENT if it is both, or
     *     the beginning of several ids
     */
    public Removal removal(Collection<String> names, boolean withShared) {
        return work(() -> removals.decide(file, names, withShared));
    }

    /**
     * Those of the given trials, and of all trials in the store, that no experiment has.
     *
     * @param ids of trials that need not be in the store
     */
    public Set<String> withoutExperiment(Collection<String> ids) {
        return work(() -> removals.withoutExperiment(ids));
    }

    /** Removes experiments and trials from the store; files of trials are left to others. */
    public void remove(Removal removal) {
        work(
                () -> {
                    removals.remove(removal);
                    return removal;
                });
    }

    /**
     * Gives the space of what was removed back to the file system.
     *
     * @return how many bytes smaller the file is
     */
    public long compact() {
        synchronized (handle) {
            try {
                handle.execute("PRAGMA wal_checkpoint(TRUNCATE)"); // what waits there counts, too
                long before = Files.size(file);
                handle.execute("VACUUM");
                handle.execute("PRAGMA wal_checkpoint(TRUNCATE)");
                return Math.max(0, before - Files.size(file));
            } catch (JdbiException e) {
                throw StoreFailures.of(file, e);
            } catch (IOException e) {
                throw StoreFailures.of(file.toAbsolutePath(), e);
            }
        }
    }

    @Override
    public void close() {
        try {
            synchronized (handle) {
                handle.close();
            }
        } catch (JdbiException e) {
            throw StoreFailures.of(file, e);
        } finally {
            if (lock != null) {
                lock.close();
            }
        }
    }

    // One connection for all threads: SQLite has one writer anyway, and calls are short. The
    // transaction is begun in SQL: after a refused BEGIN, the driver's own bookkeeping (JDBC's
    // auto-commit) believes in a transaction that is not there, and no later one succeeds.
    private <T> T work(Supplier<T> work) {
        synchronized (handle) {
            try {
                requireOwnFile();
                handle.execute(lock == null ? "BEGIN" : "BEGIN IMMEDIATE");
                T result = committed(work);
                requireOwnFile(); // else what was committed may have gone with the file
                return result;
            } catch (JdbiException e) {
                throw StoreFailures.of(file, e);
            }
        }
    }

    /** SQLite goes on writing to a file that has been removed, and nobody would find it. */
    private void requireOwnFile() {
        if (lock != null && !Objects.equals(key(file), opened)) {
            throw StoreFailures.unavailable(
                    file + " was replaced by another file while it was in use. Start again.", null);
        }
    }

    private <T> T committed(Supplier<T> work) {
        try {
            T result = work.get();
            handle.execute("COMMIT");
            return result;
        } catch (RuntimeException e) {
            try {
                handle.execute("ROLLBACK");
            } catch (JdbiException alreadyRolledBack) {
                e.addSuppressed(alreadyRolledBack); // SQLite does so itself on a full disk
            }
            throw e;
        }
    }
}
