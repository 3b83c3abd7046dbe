// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.provenance;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Bytes on their way to a SHA-256 hash. Not thread-safe. */
public final class Sha256 {

    /** Hexadecimal digits of the names made from hashes: 48 bits. */
    public static final int SHORT_DIGITS = 12;

    private final MessageDigest digest;

    /** Nothing added yet. */
    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Adds bytes. */
    public Sha256 add(byte[] bytes) {
        digest.update(bytes);
        return this;
    }

    /** Adds the first bytes of a buffer. */
    public Sha256 add(byte[] buffer, int length) {
        digest.update(buffer, 0, length);
        return this;
    }

    /** The hash of what was added, 64 hexadecimal digits; begins anew. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Its first {@value #SHORT_DIGITS} digits; begins anew. */
    public String shortHex() {
        return HexFormat.of().formatHex(digest.digest(), 0, SHORT_DIGITS / 2);
    }
}
