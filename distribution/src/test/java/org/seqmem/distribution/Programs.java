// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Programs of other people that a test needs: without one it is skipped, or fails if it must not.
 */
final class Programs {

    private Programs() {}

    /** Where a program is. */
    static String require(String name) {
        Optional<Path> found =
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(directory -> Path.of(directory, name))
                        .filter(Files::isExecutable)
                        .findFirst();
        require(found.isPresent(), name + " is not installed");
        return found.orElseThrow().toString();
    }

    /** Runs a program to its end; fails unless that is a good one. Returns all that it wrote. */
    static String run(Path directory, String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** Skips the test, or fails it, for a reason. */
    static void require(boolean met, String reason) {
        if (System.getProperty("seqmem.programs", "optional").equals("required")) {
            assertThat(met).as(reason).isTrue();
        }
        assumeTrue(met, reason);
    }
}
