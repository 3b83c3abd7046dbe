// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;

/** Amounts of memory, in bytes. */
final class MemorySize {

    private static final long KIB = 1024;
    private static final double GIB = 1 << 30;
    private static final double MIB = 1 << 20;

    private MemorySize() {}

    /**
     * What a text means.
     *
     * @param text a number with {@code k}, {@code m} or {@code g}, as for {@code -Xmx}
     */
    static long of(String text) {
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (Character.toLowerCase(text.charAt(text.length() - 1))) {
            case 'k' -> number * KIB;
            case 'm' -> number * KIB * KIB;
            default -> number * KIB * KIB * KIB;
        };
    }

    /** In words: {@code 1.9 GB}. */
    static String words(long bytes) {
        return bytes >= GIB
                ? String.format(Locale.ROOT, "%.1f GB", bytes / GIB)
                : String.format(Locale.ROOT, "%.0f MB", bytes / MIB);
    }

    /**
     * How much of the machine's memory a process has, tensors and all.
     *
     * @return empty where the system does not tell, which is everywhere but on Linux, or when the
     *     process is gone
     */
    static OptionalLong resident(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return OptionalLong.of(Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB);
                }
            }
        } catch (IOException e) {
            return OptionalLong.empty();
        }
        return OptionalLong.empty();
    }
}
