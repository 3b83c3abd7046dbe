// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.launch.Job;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.api.launch.Launcher;
import org.seqmem.api.launch.LauncherContext;

/**
 * Runs jobs on this machine: in worker processes, since the engine allows one gradient collector
 * per process, or one after another in the driver's own process, for debuggers.
 */
final class LocalLauncher implements Launcher {

    private static final int SLOT = 0;

    private final LocalConfig config;
    private final LauncherContext context;
    private final int slots;
    private final @Nullable WorkerPool pool;
    private volatile boolean stopped;

    /**
     * @param cores how many workers {@code auto} means on the CPU
     * @param starter starts worker processes
     */
    LocalLauncher(LocalConfig config, LauncherContext context, int cores, Worker.Starter starter) {
        this.config = config;
        this.context = context;
        this.slots = slots(config, cores);
        this.pool = config.inProcess() ? null : new WorkerPool(slots, config.device(), starter);
    }

    private static int slots(LocalConfig config, int cores) {
        if (config.inProcess() || config.device().startsWith("gpu")) {
            return 1; // one gradient collector per process; trials do not share a GPU
        }
        return config.workers().equals("auto") ? cores : Integer.parseInt(config.workers());
    }

    @Override
    public int slots() {
        return slots;
    }

    /**
     * Without a libtorch of its own choice, a worker has the one of the distribution: for the CPU.
     */
    @Override
    public String device() {
        if (config.device().startsWith("gpu")) {
            return "gpu";
        }
        return System.getenv("PYTORCH_LIBRARY_PATH") == null ? "cpu" : config.device();
    }

    @Override
    public void run(List<Job> jobs, LaunchListener listener) {
        if (pool != null) {
            pool.run(jobs, listener);
            return;
        }
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
        if (pool != null) {
            pool.stop();
        }
    }
}
