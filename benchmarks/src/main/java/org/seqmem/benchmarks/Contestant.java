// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A process that trains in paces: one side of a comparison. It speaks the words of {@link Paces};
 * what else it prints is ignored.
 */
final class Contestant implements AutoCloseable {

    /** One math thread and an allocator that keeps its memory, as workers have; for every side. */
    static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "OMP_NUM_THREADS", "1",
                    "OPENBLAS_NUM_THREADS", "1",
                    "OPT_OUT_TRACKING", "true",
                    "MALLOC_ARENA_MAX", "1",
                    "MALLOC_MMAP_MAX_", "0",
                    "MALLOC_TRIM_THRESHOLD_", "17179869184",
                    "MALLOC_TOP_PAD_", "1073741824");

    private static final double NANOS_PER_MILLI = 1e6;

    /** What a process trains before anything is timed. */
    static final int FIRST_STEPS = 26;

    /** A virtual machine has then compiled what it will; that is part of a sweep, not of a step. */
    private static final double WARM_UP_SECONDS = 6;

    private final List<String> command;
    private final Process process;
    private final BufferedReader in;
    private final PrintWriter out;
    private final Map<Long, Double> losses = new TreeMap<>();
    private double flops;

    /**
     * What a number of steps cost.
     *
     * @param wall milliseconds a step
     * @param cpu milliseconds of processor time a step, of the whole process
     * @param waited milliseconds a step until its data were there; 0 of who does not tell
     */
    record Pace(double wall, double cpu, double waited) {}

    private Contestant(List<String> command, Process process) {
        this.command = command;
        this.process = process;
        this.in =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.out = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** Starts a process and waits until it is ready. */
    static Contestant start(List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(ENVIRONMENT);
        Contestant contestant = new Contestant(command, builder.start());
        contestant.await("ready");
        return contestant;
    }

    /** Our side: a worker's virtual machine with a class of ours. */
    static List<String> java(Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin/java");
        command.addAll(
                List.of(
                        WorkerJvm.HEAP,
                        WorkerJvm.COLLECTOR,
                        WorkerJvm.YOUNG,
                        WorkerJvm.OFFLINE,
                        WorkerJvm.ONE_THREAD,
                        WorkerJvm.ONE_POOL,
                        WorkerJvm.HEADLESS));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return command;
    }

    /** Trains a number of steps. */
    Pace run(int steps) throws IOException {
        out.println("run " + steps);
        List<String> ran = await("ran");
        double scale = 1 / NANOS_PER_MILLI / steps;
        return new Pace(
                Long.parseLong(ran.get(2)) * scale,
                Long.parseLong(ran.get(3)) * scale,
                ran.size() > 4 ? Long.parseLong(ran.get(4)) * scale : 0);
    }

    /**
     * Warms up: the first steps allocate, and let the virtual machine compile what is called often.
     *
     * @return how many steps fill a turn
     */
    int stepsInTurn(double seconds) throws IOException {
        double millis = run(FIRST_STEPS).wall();
        long end = System.nanoTime() + (long) (WARM_UP_SECONDS * 1e9);
        while (System.nanoTime() < end) {
            millis = run(stepsIn(seconds / 4, millis)).wall();
        }
        return stepsIn(seconds, millis);
    }

    private static int stepsIn(double seconds, double millis) {
        return Math.max(1, (int) Math.round(seconds * 1000 / millis));
    }

    /** The rate of a large matrix product, in floating-point operations per second. */
    double sgemm() throws IOException {
        out.println("sgemm");
        return Double.parseDouble(await("sgemm").get(1));
    }

    /** Ends it and tells the most memory that it held, in bytes. */
    long end() throws IOException {
        out.println("end");
        return Long.parseLong(await("peak").get(1)) * 1024;
    }

    /** The floating-point operations of a step, if the process told. */
    double flops() {
        return flops;
    }

    /** How far the loss after a step is from that of another; NaN if one was not told. */
    double lossDifference(Contestant other, long step) {
        double our = losses.getOrDefault(step, Double.NaN);
        double their = other.losses.getOrDefault(step, Double.NaN);
        return Math.abs(our - their) / their;
    }

    private List<String> await(String word) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            List<String> words = List.of(line.split(" ", -1));
            switch (words.get(0)) {
                case "loss" -> losses.put(Long.valueOf(words.get(1)), Double.valueOf(words.get(2)));
                case "flops" -> flops = Double.parseDouble(words.get(1));
                default -> {
                    if (words.get(0).equals(word)) {
                        return words;
                    }
                }
            }
        }
        throw new IOException("ended before it said \"" + word + "\": " + command);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
