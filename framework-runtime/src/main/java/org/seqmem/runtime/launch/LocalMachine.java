// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What there is to run trials on.
 *
 * @param cores processors
 * @param memory in bytes; that of the container, if in one
 * @param gpus that the engine can use, as CUDA_VISIBLE_DEVICES names them
 */
record LocalMachine(int cores, long memory, List<String> gpus) {

    private static final Path NVIDIA = Path.of("/proc/driver/nvidia/gpus");

    /** Copies the list. */
    LocalMachine {
        gpus = List.copyOf(gpus);
    }

    /** This machine, told without loading the engine. */
    static LocalMachine here() {
        OperatingSystemMXBean system =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new LocalMachine(
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize(),
                gpus(System.getenv(), NVIDIA));
    }

    /**
     * The GPUs that workers can use. The libtorch of the distribution is for the CPU: only one of
     * the user's own choice sees any.
     *
     * @param environment of the process
     * @param drivers has one entry for each GPU of the machine, if it has any
     */
    static List<String> gpus(Map<String, String> environment, Path drivers) {
        if (!environment.containsKey("PYTORCH_LIBRARY_PATH")) {
            return List.of();
        }
        @Nullable String visible = environment.get("CUDA_VISIBLE_DEVICES");
        if (visible != null) {
            return Stream.of(visible.split(",")).filter(name -> !name.isBlank()).toList();
        }
        try (Stream<Path> devices = Files.list(drivers)) {
            return IntStream.range(0, (int) devices.count()).mapToObj(Integer::toString).toList();
        } catch (IOException e) {
            return List.of(); // no driver, no GPU
        }
    }
}
