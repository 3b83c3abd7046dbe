// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are there whole or not at all, also after a power cut. */
public final class AtomicFile {

    /** Ends the name of a file that is being written. */
    public static final String PART = ".part";

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {

        /** Writes all of it, from the channel's position on. */
        void writeTo(FileChannel channel) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Writes beside the place, forces that to the disk and renames it.
     *
     * @throws IOException if it cannot be written; what was there before is there still
     */
    public static void write(Path place, Content content) throws IOException {
        Path beside = place.resolveSibling(place.getFileName() + PART);
        try (FileChannel channel =
                FileChannel.open(
                        beside,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            content.writeTo(channel);
            // Else a power cut could leave the name with an empty file behind it.
            channel.force(true);
        }
        Files.move(
                beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Writes bytes likewise.
     *
     * @throws IOException if they cannot be written; what was there before is there still
     */
    public static void write(Path place, byte[] bytes) throws IOException {
        write(place, channel -> writeFully(channel, ByteBuffer.wrap(bytes)));
    }

    static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
