// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.seqmem.api.Plugin;

/**
 * A bound value beside what it was bound from.
 *
 * @param value the value
 * @param json the same as JSON, defaults included: binding it again gives an equal value. An object
 *     that stands for a plugin has the plugin's name under {@code use}
 * @param identity the same with every path replaced by the hash of its content: what ids are made
 *     of
 * @param plugins every plugin that a block in it uses, at any depth
 * @param <T> the type
 */
public record Bound<T>(T value, JsonNode json, JsonNode identity, Set<Plugin<?>> plugins) {

    /** Copies the plugins, keeping their order. */
    public Bound {
        plugins = Collections.unmodifiableSet(new LinkedHashSet<>(plugins));
    }
}
