// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are there whole or not at all, whenever the process or the machine stops. */
final class AtomicFile {

    private AtomicFile() {}

    /**
     * Writes beside the place, forces that to the disk and renames it.
     *
     * @throws IOException if it cannot be written; what was there before is there still
     */
    static void write(Path place, byte[] bytes) throws IOException {
        Path beside = place.resolveSibling(place.getFileName() + ".part");
        try (FileChannel channel =
                FileChannel.open(
                        beside,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            for (ByteBuffer left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) {
                channel.write(left);
            }
            // Else a power cut could leave the name with an empty file behind it.
            channel.force(true);
        }
        Files.move(
                beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
