// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plugin;

import java.nio.file.Path;
import java.util.List;

/** What a plugin that was dropped in is made of. */
public final class PluginJars {

    private PluginJars() {}

    /**
     * The jars that stand in the folder of a plugin, its own and its libraries: another version of
     * one of these may give another result. None for plugins of the class path.
     */
    public static List<Path> beside(Class<?> plugin) {
        return plugin.getClassLoader() instanceof PluginLoader loader ? loader.jars() : List.of();
    }
}
