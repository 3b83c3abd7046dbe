// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A bound part of a configuration.
 *
 * @param value the Java value
 * @param json the same as JSON
 * @param identity the same with paths replaced by the hash of their content; the very node of
 *     {@code json} if that holds no path
 */
record Piece(Object value, JsonNode json, JsonNode identity) {

    Piece(Object value, JsonNode json) {
        this(value, json, json);
    }
}
