// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.plugin.ClassPath;
import org.seqmem.runtime.trial.worker.Message;
import org.seqmem.runtime.trial.worker.MessageReader;
import org.seqmem.runtime.trial.worker.MessageWriter;
import org.seqmem.runtime.trial.worker.WorkerMain;

/**
 * A worker process as its driver sees it. It dies with the driver, since its standard input then
 * ends.
 */
final class WorkerProcess implements Worker {

    /** A worker that has been told to go and does not is stuck in native code. */
    private static final long SECONDS_TO_LEAVE = 5;

    /** Without these, glibc gives large blocks back to the system after every step. */
    private static final Map<String, String> ALLOCATOR =
            Map.of(
                    "MALLOC_ARENA_MAX", "1",
                    "MALLOC_MMAP_MAX_", "0",
                    "MALLOC_TRIM_THRESHOLD_", "17179869184",
                    "MALLOC_TOP_PAD_", "1073741824");

    /** What the start script of an installation says; other programs that run trials need not. */
    private static final List<Map.Entry<String, String>> PROPERTIES =
            List.of(
                    Map.entry("ai.djl.offline", "true"),
                    Map.entry("ai.djl.pytorch.num_threads", "1"),
                    Map.entry("ai.djl.pytorch.num_interop_threads", "1"),
                    Map.entry("java.awt.headless", "true"));

    /** What the virtual machine leaves with under ExitOnOutOfMemoryError. */
    private static final int HEAP_EXHAUSTED = 3;

    private final Process process;
    private final MessageWriter out;
    private final MessageReader in;

    private WorkerProcess(Process process, Consumer<String> log) {
        this.process = process;
        this.out = new MessageWriter(process.getOutputStream());
        this.in = new MessageReader(process.getInputStream(), log);
    }

    /**
     * Starts a worker and waits until it is ready.
     *
     * @param heap its Java heap, as for {@code -Xmx}; tensors live outside it
     * @param brief whether it ends before it would be worth compiling its code twice
     * @param further environment variables
     * @param pluginPlaces where it finds plugins beside the class path
     * @param log takes what it prints
     * @throws SeqmemException ENGINE_UNAVAILABLE if it does not come up
     */
    static WorkerProcess start(
            String heap,
            boolean brief,
            Map<String, String> further,
            List<Path> pluginPlaces,
            Consumer<String> log) {
        List<String> command = command(heap, brief);
        pluginPlaces.forEach(place -> command.add(place.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.putAll(further);
        ALLOCATOR.forEach(environment::putIfAbsent);
        environment.putIfAbsent("OMP_NUM_THREADS", "1");
        environment.put("OPT_OUT_TRACKING", "true");
        try {
            WorkerProcess worker = new WorkerProcess(builder.start(), log);
            Optional<Message> first = worker.in.next();
            if (first.isPresent()
                    && first.get() instanceof Message.Ready ready
                    && ready.version() == Message.VERSION) {
                return worker;
            }
            worker.close();
            throw new SeqmemException(
                    ErrorCode.ENGINE_UNAVAILABLE,
                    "a worker process did not come up (" + worker.ending() + ")");
        } catch (IOException e) {
            throw new SeqmemException(
                    ErrorCode.ENGINE_UNAVAILABLE,
                    "a worker process cannot be started: " + e.getMessage(),
                    e);
        }
    }

    private static List<String> command(String heap, boolean brief) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heap);
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-XX:+ErrorFileToStderr"); // a crash report belongs to the trial's log
        command.add("-XX:-CreateCoredumpOnCrash");
        command.add("-XX:+UseSerialGC"); // one thread computes; a second one for garbage disturbs
        command.add(
                "-Xmn32m"); // a third of the heap would fill with garbage before it is collected
        if (brief) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.add("-Xshare:auto");
        // as the driver was started, by the start script of an installation
        Optional.ofNullable(System.getProperty("seqmem.archive"))
                .ifPresent(archive -> command.add("-XX:SharedArchiveFile=" + archive));
        command.add("-Xlog:disable");
        command.add("-Xlog:all=error:stderr");
        for (Map.Entry<String, String> usual : PROPERTIES) {
            String name = usual.getKey();
            command.add("-D" + name + "=" + System.getProperty(name, usual.getValue()));
        }
        Optional.ofNullable(System.getProperty("seqmem.home"))
                .ifPresent(home -> command.add("-Dseqmem.home=" + home));
        command.add("-cp");
        command.add(ClassPath.here());
        command.add(WorkerMain.class.getName());
        return command;
    }

    @Override
    public void send(Message message) {
        try {
            out.write(message);
        } catch (IOException e) {
            process.destroy(); // it no longer listens: next() then tells that it is gone
        }
    }

    @Override
    public Optional<Message> next() {
        try {
            return in.next();
        } catch (IOException e) {
            return Optional.empty(); // a closed pipe is a worker that is gone
        }
    }

    @Override
    public String ending() {
        try {
            if (!process.waitFor(SECONDS_TO_LEAVE, TimeUnit.SECONDS)) {
                return "it still runs but says nothing";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "nobody waited for its end";
        }
        int status = process.exitValue();
        if (status == HEAP_EXHAUSTED) {
            return "its Java heap ran out; a larger heap of the launcher, or a smaller data set,"
                    + " helps";
        }
        // 128 + signal is what the system reports for a process that a signal ended
        return status > 128 ? "killed by signal " + (status - 128) : "exit status " + status;
    }

    @Override
    public OptionalLong memory() {
        return MemorySize.resident(process.pid());
    }

    @Override
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy(); // it is going already
        }
        try {
            if (!process.waitFor(SECONDS_TO_LEAVE, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
