// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.launch;

import org.seqmem.api.Plugin;
import org.seqmem.api.PluginKind;
import org.seqmem.api.Use;

/** A family of launchers. */
@PluginKind("launcher")
public interface LauncherPlugin<C extends Record> extends Plugin<C> {

    /** Makes the launcher. */
    Launcher create(C config, LauncherContext context);

    /** Makes the launcher of a recipe. */
    static Launcher open(Use<LauncherPlugin<?>> use, LauncherContext context) {
        return open(use.plugin(), use.config(), context);
    }

    private static <C extends Record> Launcher open(
            LauncherPlugin<C> plugin, Record config, LauncherContext context) {
        return plugin.create(plugin.configType().cast(config), context);
    }
}
