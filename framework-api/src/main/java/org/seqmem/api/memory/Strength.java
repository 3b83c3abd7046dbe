// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.memory;

/**
 * The parameter that sets the strength of a memory function.
 *
 * @param key the configuration key, kebab-case
 * @param larger what a larger value means
 */
public record Strength(String key, Larger larger) {

    /** What a larger value of the parameter means. */
    public enum Larger {
        /** The target depends on inputs further back. */
        LONGER_MEMORY,
        /** The target depends less on inputs far back. */
        SHORTER_MEMORY
    }
}
