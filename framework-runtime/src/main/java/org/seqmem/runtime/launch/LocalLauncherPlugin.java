// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import org.seqmem.api.launch.Launcher;
import org.seqmem.api.launch.LauncherContext;
import org.seqmem.api.launch.LauncherPlugin;

/** Trials on this machine. */
public final class LocalLauncherPlugin implements LauncherPlugin<LocalConfig> {

    /** For the ServiceLoader. */
    public LocalLauncherPlugin() {}

    @Override
    public String name() {
        return "local";
    }

    @Override
    public Class<LocalConfig> configType() {
        return LocalConfig.class;
    }

    @Override
    public String summary() {
        return "runs trials on this machine, each in a worker process";
    }

    @Override
    public Launcher create(LocalConfig config, LauncherContext context) {
        return new LocalLauncher(
                config,
                context,
                LocalMachine.here(),
                (brief, environment, log) ->
                        WorkerProcess.start(
                                config.heap(), brief, environment, context.pluginPlaces(), log));
    }
}
