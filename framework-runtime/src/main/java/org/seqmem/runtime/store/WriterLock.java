// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;

/**
 * The right to write to a store: one process at a time. A lock of the operating system on {@code
 * seqmem.lock}, so it ends with its process, however that ends; the file itself stays and tells
 * others who holds it.
 */
final class WriterLock implements AutoCloseable {

    // Far behind the text: on Windows a locked range cannot be read, and others shall read the
    // text.
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final int MAX_TEXT = 200;

    private final FileChannel channel;

    private WriterLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws SeqmemException STORE_UNAVAILABLE, naming the holder, if another driver has it
     */
    static WriterLock take(Path directory, Path store, Clock clock) {
        Path file = directory.resolve("seqmem.lock");
        try {
            FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            try {
                if (tryLock(channel) == null) {
                    throw new SeqmemException(
                            ErrorCode.STORE_UNAVAILABLE,
                            "another run ("
                                    + holder(channel)
                                    + ") is writing to "
                                    + store
                                    + ". Wait until it has ended, or name another directory with"
                                    + " --runs.");
                }
                sign(channel, clock);
                return new WriterLock(channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw StoreFailures.of(directory, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            return null; // another store of this very process has it
        }
    }

    private static void sign(FileChannel channel, Clock clock) throws IOException {
        String text =
                "process "
                        + ProcessHandle.current().pid()
                        + ", since "
                        + clock.instant().truncatedTo(ChronoUnit.SECONDS)
                        + "\n";
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)), 0);
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MAX_TEXT);
        channel.read(bytes, 0);
        String text = UTF_8.decode(bytes.flip()).toString().strip();
        return text.isEmpty() ? "it has just begun" : text;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock is gone with the channel either way; there is nothing that anyone could do.
            throw new SeqmemException(
                    ErrorCode.IO, "the lock of the store could not be released: " + e, e);
        }
    }
}
