// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import com.sun.jna.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The most of the machine's memory that this process has at once from now on: virtual machine,
 * engine, data and tensors. Only one such question at a time makes sense in a process.
 *
 * <p>Known on Linux with glibc only. There a long-lived worker first gives back what trials before
 * have left in the allocator; without that, each trial would seem to need what the largest so far
 * did.
 */
final class PeakMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path FORGET = Path.of("/proc/self/clear_refs");

    /** What clear_refs calls the peak, in proc(5). */
    private static final String THE_PEAK = "5";

    private static final String PEAK = "VmHWM:";
    private static final long KIB = 1024;

    private final boolean known;

    private PeakMemory(boolean known) {
        this.known = known;
    }

    /** Begins to watch. */
    static PeakMemory watch() {
        if (!Files.isWritable(FORGET)) {
            return new PeakMemory(false);
        }
        try {
            Function.getFunction("c", "malloc_trim").invokeInt(new Object[] {0L});
            Files.writeString(FORGET, THE_PEAK);
            return new PeakMemory(true);
        } catch (IOException | UnsatisfiedLinkError e) { // another C library, a guarded system
            return new PeakMemory(false);
        }
    }

    /** In bytes, so far; empty where the system does not tell. */
    Optional<Long> bytes() {
        if (!known) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(PEAK))
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
