// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import java.util.List;
import org.seqmem.api.launch.Job;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.api.launch.Launcher;
import org.seqmem.api.launch.LauncherContext;

/**
 * Runs jobs one after another in the driver's own process: the engine allows one gradient collector
 * per process, so there is one slot whatever {@code workers} allows.
 */
final class LocalLauncher implements Launcher {

    private static final int SLOT = 0;

    private final LocalConfig config;
    private final LauncherContext context;
    private volatile boolean stopped;

    LocalLauncher(LocalConfig config, LauncherContext context) {
        this.config = config;
        this.context = context;
    }

    @Override
    public int slots() {
        return 1;
    }

    /** Without the engine, {@code auto} is not known any better. */
    @Override
    public String device() {
        return config.device().startsWith("gpu") ? "gpu" : config.device();
    }

    @Override
    public void run(List<Job> jobs, LaunchListener listener) {
        for (Job job : jobs) {
            if (stopped) {
                return;
            }
            listener.started(job, SLOT);
            context.runHere(job, config.device(), listener, () -> stopped);
            listener.ended(job);
        }
    }

    @Override
    public void stop() {
        stopped = true;
    }
}
