// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
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

    /** How much of the machine's memory the workers may take together, if nothing else is said. */
    private static final double SHARE_OF_MEMORY = 0.9;

    /**
     * A worker that trains on no more time steps of sequences is done before its code is worth
     * compiling twice. That time grows with them, for what a worker computes in Java does: loops of
     * small models, and the drawing of data.
     */
    private static final long BRIEF = 1L << 24;

    /** Starts a worker, for brief work or long, with further environment variables. */
    @FunctionalInterface
    interface ProcessStarter {
        Worker start(boolean brief, Map<String, String> environment, Consumer<String> log);
    }

    private final LocalConfig config;
    private final LauncherContext context;
    private final LocalMachine machine;
    private final int slots;
    private final @Nullable WorkerPool pool;
    private volatile boolean stopped;

    /**
     * @param machine what there is to run on
     * @param starter starts worker processes
     */
    LocalLauncher(
            LocalConfig config,
            LauncherContext context,
            LocalMachine machine,
            ProcessStarter starter) {
        this.config = config;
        this.context = context;
        this.machine = machine;
        this.slots = slots(config, machine);
        this.pool = config.inProcess() ? null : pool(starter);
    }

    private WorkerPool pool(ProcessStarter starter) {
        long memory =
                config.maxMemory().equals("auto")
                        ? (long) (machine.memory() * SHARE_OF_MEMORY / slots)
                        : MemorySize.of(config.maxMemory());
        OptionalLong steps = context.trainedSteps(slots);
        boolean brief = steps.isPresent() && steps.getAsLong() <= BRIEF;
        return new WorkerPool(
                slots,
                config.device(),
                new WorkerPool.Limits(config.maxAttempts(), config.stallTimeout(), memory),
                (slot, log) -> starter.start(brief, environment(slot), log),
                System::nanoTime);
    }

    private static int slots(LocalConfig config, LocalMachine machine) {
        if (config.inProcess() || config.device().startsWith("gpu:")) {
            return 1; // one gradient collector per process; trials do not share a GPU
        }
        if (!config.workers().equals("auto")) {
            return Integer.parseInt(config.workers());
        }
        return switch (config.device()) {
            case "cpu" -> machine.cores();
            case "gpu" -> Math.max(1, machine.gpus().size());
            default -> machine.gpus().isEmpty() ? machine.cores() : machine.gpus().size();
        };
    }

    /** With several GPUs, each worker sees one. */
    private Map<String, String> environment(int slot) {
        boolean shared = config.device().equals("gpu") || config.device().equals("auto");
        List<String> gpus = machine.gpus();
        return shared && gpus.size() > 1
                ? Map.of("CUDA_VISIBLE_DEVICES", gpus.get(slot % gpus.size()))
                : Map.of();
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
        return machine.gpus().isEmpty() ? "cpu" : config.device();
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
