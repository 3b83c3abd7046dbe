// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api;

import java.util.Objects;

/**
 * A checked recipe: which plugin to use, and its configuration. As a component of a configuration
 * record it lets one plugin build on another without knowing it; the kind's static {@code open}
 * method makes the product when, and where, it is needed.
 *
 * @param <K> the kind, with a wildcard for its configuration: {@code Use<ModelPlugin<?>>}
 * @param plugin the plugin that the block names with {@code use}
 * @param config an instance of the plugin's {@link Plugin#configType()}
 */
public record Use<K extends Plugin<?>>(K plugin, Record config) {

    /**
     * @throws IllegalArgumentException if the configuration is not of the plugin's type
     */
    public Use {
        Objects.requireNonNull(plugin, "plugin");
        if (!plugin.configType().isInstance(config)) {
            throw new IllegalArgumentException(
                    "plugin \""
                            + plugin.name()
                            + "\" takes a "
                            + plugin.configType().getName()
                            + ", not a "
                            + config.getClass().getName());
        }
    }

    /** The plugin's name. */
    public String name() {
        return plugin.name();
    }
}
