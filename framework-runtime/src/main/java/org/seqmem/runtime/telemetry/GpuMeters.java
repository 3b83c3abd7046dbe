// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The memory of the GPUs of this machine, as {@code nvidia-smi} tells it: the driver loads no
 * engine, and the program comes with NVIDIA's driver. Without it there are no such meters.
 */
final class GpuMeters implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private static final double BYTES_PER_MEBIBYTE = 1 << 20;

    private static final List<String> QUESTION =
            List.of("--query-gpu=index,memory.used,memory.total", "--format=csv,noheader,nounits");

    private final MeterRegistry registry;
    private final List<String> command;
    private final Thread thread;
    private final Map<String, Memory> gpus = new ConcurrentHashMap<>();

    /** Of one GPU, in bytes. */
    private static final class Memory {
        private volatile double used;
        private volatile double size;
    }

    /**
     * @param program the program to ask
     */
    GpuMeters(MeterRegistry registry, String program) {
        this.registry = registry;
        this.command = List.of(program, QUESTION.get(0), QUESTION.get(1));
        this.thread = new Thread(this::look, "gpu memory");
        thread.setDaemon(true);
    }

    /** Begins to look. */
    void start() {
        thread.start();
    }

    private void look() {
        try {
            while (ask()) {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (IOException noSuchProgram) {
            gpus.clear(); // no GPU, or not one of NVIDIA: nothing to show
        }
    }

    /** Asks once; returns whether there was an answer. */
    boolean ask() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(this::take);
        }
        return process.waitFor(BETWEEN_LOOKS.toSeconds(), TimeUnit.SECONDS)
                && process.exitValue() == 0;
    }

    /** Takes a line such as {@code 0, 513, 81559}: number, mebibytes used, mebibytes in all. */
    private void take(String line) {
        String[] words = line.split(",");
        if (words.length != 3 || !List.of(words).stream().allMatch(GpuMeters::isNumber)) {
            return; // a remark, or a card that does not tell
        }
        Memory memory = gpus.computeIfAbsent(words[0].strip(), this::shown);
        memory.used = Double.parseDouble(words[1].strip()) * BYTES_PER_MEBIBYTE;
        memory.size = Double.parseDouble(words[2].strip()) * BYTES_PER_MEBIBYTE;
    }

    private static boolean isNumber(String word) {
        return word.strip().matches("[0-9]{1,12}");
    }

    private Memory shown(String index) {
        Memory memory = new Memory();
        Tags tags = Tags.of("device", "gpu:" + index);
        RunMeter.GPU_MEMORY_USED.gauge(registry, tags, () -> memory.used);
        RunMeter.GPU_MEMORY_SIZE.gauge(registry, tags, () -> memory.size);
        return memory;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
