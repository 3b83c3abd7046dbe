// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files that people write. */
final class SourceText {

    /** Far more than anybody writes by hand; keeps a wrong file from filling the memory. */
    private static final int LARGEST = 4 << 20;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private SourceText() {}

    /**
     * The text of a file.
     *
     * @throws Rejection if it cannot be read, or is no text in UTF-8
     */
    static String read(Path file) throws Rejection {
        if (Files.isDirectory(file)) {
            throw new Rejection("is a directory, not a file");
        }
        byte[] bytes;
        try (InputStream stream = Files.newInputStream(file)) {
            bytes = stream.readNBytes(LARGEST + 1);
        } catch (AccessDeniedException e) {
            throw new Rejection("cannot be read: permission denied");
        } catch (IOException e) {
            throw new Rejection("cannot be read: " + e.getMessage());
        }
        if (bytes.length > LARGEST) {
            throw new Rejection("is larger than " + (LARGEST >> 20) + " MiB: no experiment file");
        }
        return decode(bytes);
    }

    private static String decode(byte[] bytes) throws Rejection {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            int line = 1;
            for (int i = 0; i < in.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new Rejection(
                    String.format(
                            "is not UTF-8: byte 0x%02x at offset %d (line %d)",
                            bytes[in.position()], in.position(), line));
        }
        String text = out.flip().toString();
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
}
