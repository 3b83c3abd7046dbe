// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.random;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The named random streams of one seed. {@code stream(name, step)} is a pure function: the same
 * seed, name and step give the same numbers on every machine, whatever was drawn before.
 *
 * <p>Names in use: {@code data.train}, {@code data.validation}, {@code data.test}, {@code
 * data.order}, {@code init}, {@code dropout}. Immutable and safe to share between threads.
 */
public final class RandomStreams {

    private final long seed;
    private final String scope;

    private RandomStreams(long seed, String scope) {
        this.seed = seed;
        this.scope = scope;
    }

    /** The streams of a seed; every long is a valid seed. */
    public static RandomStreams of(long seed) {
        return new RandomStreams(seed, "");
    }

    /** The same streams with names below {@code name}, for a part that names its own. */
    public RandomStreams scope(String name) {
        return new RandomStreams(seed, scope + name + "/");
    }

    /** The first generator of a name: {@code stream(name, 0)}. */
    public RandomStream stream(String name) {
        return stream(name, 0);
    }

    /** The generator of a name at a step. */
    public RandomStream stream(String name, long step) {
        return family(name).at(step);
    }

    /** All generators of one name; deriving many from it is cheaper than naming each. */
    public Family family(String name) {
        return new Family(key(seed, scope + name));
    }

    /** The generators of one name, one for each step. */
    public static final class Family {

        private final long key;

        private Family(long key) {
            this.key = key;
        }

        /** The generator of a step. */
        public RandomStream at(long step) {
            return new RandomStream(key, step);
        }
    }

    /** The first eight bytes of SHA-256 over the seed (big endian) and the name (UTF-8). */
    private static long key(long seed, String name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, seed));
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
