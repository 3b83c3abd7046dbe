// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Asks a program that answers as {@code nvidia-smi} does. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class GpuMetersTest {

    private static final double GIBIBYTE = 1 << 30;

    @TempDir private Path directory;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void showsTheMemoryOfEachGpuAndHowMuchOfItIsTaken() throws Exception {
        String program = program("echo '0, 1024, 81920'; echo '1, 0, 81920'");
        try (GpuMeters meters = new GpuMeters(registry, program)) {
            assertThat(meters.ask()).isTrue();
        }

        assertThat(registry.get("seqmem.gpu.memory.used").tag("device", "gpu:0").gauge().value())
                .isEqualTo(GIBIBYTE);
        assertThat(registry.get("seqmem.gpu.memory.size").tag("device", "gpu:1").gauge().value())
                .isEqualTo(80 * GIBIBYTE);
    }

    @Test
    void showsNothingWhereThereIsNoGpu() throws Exception {
        String program = program("echo 'No devices were found'; exit 6");
        try (GpuMeters meters = new GpuMeters(registry, program);
                GpuMeters none = new GpuMeters(registry, directory.resolve("none").toString())) {
            assertThat(meters.ask()).isFalse();
            assertThatIOException().isThrownBy(none::ask);
        }
        assertThat(registry.getMeters()).isEmpty();
    }

    private String program(String commands) throws IOException {
        Path file = directory.resolve("smi");
        Files.writeString(file, "#!/bin/sh\n" + commands + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file.toString();
    }
}
