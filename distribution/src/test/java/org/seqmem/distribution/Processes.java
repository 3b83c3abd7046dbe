// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The processes of a run, and what can be done to them. */
final class Processes {

    /** How tests wait for what other processes do. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    /** Signal 2 in the masks of /proc. */
    private static final long INTERRUPT_BIT = 1L << 1;

    private Processes() {}

    /** The workers of a driver that live: it starts no other processes. */
    static List<ProcessHandle> workers(ProcessHandle driver) {
        return driver.children().filter(ProcessHandle::isAlive).toList();
    }

    /**
     * What goes before a command that must hear an interrupt. A build in the background of a shell
     * ignores it, and so would every process that it starts.
     */
    static List<String> hearingInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return List.of();
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("SigIgn:")) {
                long ignored =
                        Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16);
                return (ignored & INTERRUPT_BIT) == 0
                        ? List.of()
                        : List.of("env", "--default-signal=INT");
            }
        }
        return List.of();
    }

    /** Sends a signal. */
    static void signal(String name, ProcessHandle process)
            throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .start()
                .waitFor();
    }

    /** Waits for a time. */
    static void pause(long millis) throws InterruptedException {
        Thread.sleep(millis);
    }

    /** Waits until something is so; fails if that takes too long. */
    static void await(String what, Duration patience, BooleanSupplier condition)
            throws InterruptedException {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > patience.toNanos()) {
                throw new AssertionError("waited " + patience.toSeconds() + " s until " + what);
            }
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
    }
}
