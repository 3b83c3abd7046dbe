// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** SHA-256 of files: each is read once, however many trials name it. */
final class ContentHashes {

    private final Map<Path, String> byPath = new ConcurrentHashMap<>();

    /**
     * The hash, as {@code sha256:<hex>}.
     *
     * @throws Rejection if there is no such file, or it cannot be read
     */
    String of(Path file) throws Rejection {
        String known = byPath.get(file);
        if (known != null) {
            return known;
        }
        if (Files.isDirectory(file)) {
            throw new Rejection("is a directory, not a file: " + file);
        }
        if (Files.notExists(file)) {
            throw new Rejection("no such file: " + file);
        }
        try {
            String hash = hash(file);
            byPath.put(file, hash);
            return hash;
        } catch (IOException e) {
            throw new Rejection("cannot be read: " + file);
        }
    }

    private static String hash(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        try (InputStream stream = new DigestInputStream(Files.newInputStream(file), digest)) {
            stream.transferTo(OutputStream.nullOutputStream());
        }
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }
}
