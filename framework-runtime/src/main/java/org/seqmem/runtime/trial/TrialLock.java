// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;

/**
 * The right to work in a trial's directory. The system takes it from a process that dies: a worker
 * whose driver was killed a moment ago cannot disturb the next one.
 */
final class TrialLock {

    /** A worker that has lost its driver is gone within milliseconds; this is a busy machine's. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long NANOS_BETWEEN_TRIES = 20_000_000;

    private final Path file;
    private final FileChannel channel;

    private TrialLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Works in a directory that nobody else works in; waits a few seconds for somebody to leave.
     *
     * @throws SeqmemException {@link ErrorCode#DIRECTORY_UNWRITABLE} if somebody else keeps it, or
     *     the directory cannot be written to
     */
    static <T> T within(Path directory, Supplier<T> work) {
        return within(directory, PATIENCE, work);
    }

    /** The same with another wait. */
    static <T> T within(Path directory, Duration patience, Supplier<T> work) {
        TrialLock lock = take(directory, patience);
        try {
            return work.get();
        } finally {
            lock.release();
        }
    }

    private static TrialLock take(Path directory, Duration patience) {
        Path file = directory.resolve(TrialDirectory.LOCK);
        long begin = System.nanoTime();
        try {
            while (true) {
                @Nullable TrialLock lock = attempt(file);
                if (lock != null) {
                    return lock;
                }
                if (System.nanoTime() - begin > patience.toNanos()) {
                    throw new SeqmemException(
                            ErrorCode.DIRECTORY_UNWRITABLE,
                            "another process works on the trial in " + directory);
                }
                LockSupport.parkNanos(NANOS_BETWEEN_TRIES);
            }
        } catch (IOException e) {
            throw new SeqmemException(
                    ErrorCode.DIRECTORY_UNWRITABLE,
                    file + " cannot be written: " + e.getMessage(),
                    e);
        }
    }

    private static @Nullable TrialLock attempt(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            @Nullable FileLock lock = channel.tryLock();
            // whoever had it may have deleted the file between the two calls
            taken = lock != null && Files.exists(file);
            return taken ? new TrialLock(file, channel) : null;
        } catch (OverlappingFileLockException e) {
            return null; // another thread of this process
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    private void release() {
        try (channel) {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new SeqmemException(
                    ErrorCode.DIRECTORY_UNWRITABLE,
                    file + " cannot be removed: " + e.getMessage(),
                    e);
        }
    }
}
