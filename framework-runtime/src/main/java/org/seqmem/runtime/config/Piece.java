// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A bound part of a configuration.
 *
 * @param value the Java value
 * @param json the same as JSON
 * @param identity the same with paths replaced by the hash of their content
 * @param namesFile whether there is such a path; if not, json and identity are one node
 */
record Piece(Object value, JsonNode json, JsonNode identity, boolean namesFile) {

    /** A piece without a path. */
    Piece(Object value, JsonNode json) {
        this(value, json, json, false);
    }

    /** The same for another value. */
    Piece with(Object value) {
        return new Piece(value, json, identity, namesFile);
    }
}
