// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.seqmem.api.Plugin;

/**
 * A bound value beside what it was bound from.
 *
 * @param value the value
 * @param json the same as JSON, defaults included: binding it again gives an equal value. An object
 *     that stands for a plugin has the plugin's name under {@code use}. Shared: not to be changed
 * @param identity the same with every path replaced by the hash of its content: what ids are made
 *     of. Shared: not to be changed
 * @param plugins every plugin that the value names, however deep, in the order of the keys
 * @param <T> the type
 */
public record Bound<T>(T value, JsonNode json, JsonNode identity, Set<Plugin<?>> plugins) {}
