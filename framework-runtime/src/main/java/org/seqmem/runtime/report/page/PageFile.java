// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;

/** Writes pages by rename, so that a browser that loads one meanwhile never sees half of it. */
public final class PageFile {

    private PageFile() {}

    /**
     * Writes a page, over one that is there.
     *
     * @return the file
     * @throws SeqmemException IO if it cannot be written
     */
    public static Path write(Path file, String html) {
        Path half = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(half.toAbsolutePath().getParent());
            Files.writeString(half, html, UTF_8);
            Files.move(
                    half,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new SeqmemException(ErrorCode.IO, file + " cannot be written: " + e, e);
        }
        return file;
    }
}
