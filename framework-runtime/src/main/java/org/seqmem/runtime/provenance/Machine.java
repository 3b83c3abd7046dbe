// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.provenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The platform that this process runs on.
 *
 * @param java version of the Java platform
 * @param os name and version of the operating system
 * @param arch of the processor, as Java names it
 * @param cpu model of the processor, or {@code unknown}
 */
public record Machine(String java, String os, String arch, String cpu) {

    private static final String UNKNOWN = "unknown";

    /** This one. */
    public static Machine here() {
        return new Machine(
                System.getProperty("java.version", UNKNOWN),
                System.getProperty("os.name", UNKNOWN) + " " + System.getProperty("os.version", ""),
                System.getProperty("os.arch", UNKNOWN),
                cpu(Path.of("/proc/cpuinfo")));
    }

    /** Linux tells the model in a file, Windows in the environment; elsewhere it stays unknown. */
    static String cpu(Path cpuinfo) {
        if (Files.isReadable(cpuinfo)) {
            try (Stream<String> lines = Files.lines(cpuinfo)) {
                return lines.filter(line -> line.startsWith("model name"))
                        .findFirst()
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .orElse(UNKNOWN);
            } catch (IOException e) {
                return UNKNOWN;
            }
        }
        String windows = System.getenv("PROCESSOR_IDENTIFIER");
        return windows == null ? UNKNOWN : windows;
    }
}
