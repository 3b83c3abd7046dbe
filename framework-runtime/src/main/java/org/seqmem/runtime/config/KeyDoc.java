// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

/**
 * A key as {@code seqmem plugins describe} shows it.
 *
 * @param name the key
 * @param type what its values are
 * @param range the bounds, as in {@code 0 ...}; empty if there are none
 * @param defaultValue its default on one line; empty if the user must give it
 * @param meaning the comment beside its default; empty if there is none
 */
public record KeyDoc(
        String name, KeyType type, String range, String defaultValue, String meaning) {}
