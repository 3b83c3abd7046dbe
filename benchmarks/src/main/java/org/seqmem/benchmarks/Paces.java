// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.seqmem.api.launch.WorkTimes;
import org.seqmem.runtime.training.TrainingListener;

/**
 * Lets a training loop go as many steps as standard input says, between two updates, and tells what
 * they cost.
 *
 * <pre>{@code
 * run N      ->  loss STEP VALUE ...; ran N WALL_NS CPU_NS WAIT_NS
 * sgemm      ->  sgemm FLOP_PER_SECOND
 * end        ->  peak KILOBYTES
 * }</pre>
 *
 * CPU time is that of the whole process, with what the virtual machine does beside the step; the
 * wait is that for data, until they are arrays.
 */
final class Paces implements BooleanSupplier, TrainingListener {

    /** Large enough that the product is all that counts, small enough for a few milliseconds. */
    private static final int SGEMM_SIZE = 1024;

    private static final int SGEMM_REPEATS = 5;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** The time of a process comes in units of 10 ms; a product of one thread takes about that. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final PrintStream out = System.out;
    private final NDManager manager;
    private long asked;
    private long left;
    private long wall;
    private long cpu;
    private long wait;

    /**
     * @param manager where products are measured
     * @param flops of one update
     */
    Paces(NDManager manager, long flops) {
        this.manager = manager;
        out.println("flops " + flops);
        out.println("ready");
    }

    @Override
    public boolean getAsBoolean() {
        if (left > 0) {
            left--;
            return false;
        }
        if (asked > 0) {
            waitForDevice();
            long cpuNow = SYSTEM.getProcessCpuTime();
            long wallNow = System.nanoTime();
            out.println(
                    "ran " + asked + " " + (wallNow - wall) + " " + (cpuNow - cpu) + " " + wait);
        }
        while (true) {
            List<String> words = List.of(line().split(" ", -1));
            switch (words.get(0)) {
                case "end" -> {
                    return true;
                }
                case "sgemm" -> out.println("sgemm " + sgemm());
                case "run" -> {
                    asked = Long.parseLong(words.get(1));
                    left = asked - 1;
                    wait = 0;
                    wall = System.nanoTime();
                    cpu = SYSTEM.getProcessCpuTime();
                    return false;
                }
                default -> throw new IllegalArgumentException("unknown: " + words);
            }
        }
    }

    @Override
    public void spent(WorkTimes.Part part, long nanos) {
        if (part == WorkTimes.Part.DATA_WAIT) {
            wait += nanos;
        }
    }

    @Override
    public void reached(Point point) {
        out.println("loss " + point.step() + " " + point.loss());
    }

    /** Says farewell. */
    void end() {
        try {
            String peak =
                    Files.readAllLines(Path.of("/proc/self/status")).stream()
                            .filter(line -> line.startsWith("VmHWM"))
                            .findFirst()
                            .orElseThrow();
            out.println("peak " + peak.replaceAll("\\D", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rate of a large matrix product in single precision: the median of a few. */
    private double sgemm() {
        Shape shape = new Shape(SGEMM_SIZE, SGEMM_SIZE);
        long[] nanos = new long[SGEMM_REPEATS];
        try (NDManager scope = manager.newSubManager()) {
            NDArray a = scope.randomUniform(-1, 1, shape, DataType.FLOAT32);
            NDArray b = scope.randomUniform(-1, 1, shape, DataType.FLOAT32);
            a.matMul(b).close();
            for (int i = 0; i < SGEMM_REPEATS; i++) {
                long begin = THREADS.getCurrentThreadCpuTime();
                a.matMul(b).close();
                nanos[i] = THREADS.getCurrentThreadCpuTime() - begin;
            }
        }
        Arrays.sort(nanos);
        return 2.0 * SGEMM_SIZE * SGEMM_SIZE * SGEMM_SIZE / nanos[SGEMM_REPEATS / 2] * 1e9;
    }

    /**
     * A GPU computes while the loop goes on; it answers a question after all that it was asked
     * before.
     */
    private void waitForDevice() {
        try (NDManager scope = manager.newSubManager()) {
            float unused = scope.ones(new Shape(1)).add(1).getFloat();
        }
    }

    private String line() {
        try {
            String line = in.readLine();
            return line == null ? "end" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
