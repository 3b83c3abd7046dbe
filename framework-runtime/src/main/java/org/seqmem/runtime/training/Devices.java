// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;

/** What {@code device = ...} means on this machine. Loads the engine. */
public final class Devices {

    private static final Pattern GPU = Pattern.compile("gpu(?::(\\d{1,4}))?");

    private static final List<String> CAPABILITIES =
            List.of(
                    StandardCapabilities.CUDA,
                    StandardCapabilities.CUDNN,
                    StandardCapabilities.MKL,
                    StandardCapabilities.MKLDNN,
                    StandardCapabilities.OPENMP);

    private Devices() {}

    /**
     * The engine.
     *
     * @throws SeqmemException {@link ErrorCode#ENGINE_UNAVAILABLE} if it cannot be loaded
     */
    public static Engine engine() {
        try {
            return Engine.getInstance();
        } catch (EngineException | LinkageError | IllegalStateException e) {
            throw new SeqmemException(
                    ErrorCode.ENGINE_UNAVAILABLE,
                    "the PyTorch engine could not be loaded: "
                            + e.getMessage()
                            + " (seqmem doctor says more)",
                    e);
        }
    }

    /**
     * Finds a device.
     *
     * @param name {@code auto} (the first GPU, or else the CPU), {@code cpu}, {@code gpu} (the
     *     first one) or {@code gpu:N}
     * @throws SeqmemException {@link ErrorCode#INVALID_ARGUMENT} if there is no such name, {@link
     *     ErrorCode#DEVICE_UNAVAILABLE} if there is no such device, {@link
     *     ErrorCode#ENGINE_UNAVAILABLE} if the engine cannot be loaded
     */
    public static Device named(String name) {
        return choose(name, usableGpus(engine()));
    }

    /** GPUs that the engine can compute on: its build for CPUs uses none, whatever is there. */
    private static int usableGpus(Engine engine) {
        return engine.hasCapability(StandardCapabilities.CUDA) ? engine.getGpuCount() : 0;
    }

    static Device choose(String name, int gpus) {
        if (name.equals("cpu") || (name.equals("auto") && gpus == 0)) {
            return Device.cpu();
        }
        if (name.equals("auto")) {
            return Device.gpu(0);
        }
        Matcher matcher = GPU.matcher(name);
        if (!matcher.matches()) {
            throw new SeqmemException(
                    ErrorCode.INVALID_ARGUMENT,
                    "device \"" + name + "\" is not one of auto, cpu, gpu, gpu:N");
        }
        int index = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
        if (index >= gpus) {
            throw new SeqmemException(
                    ErrorCode.DEVICE_UNAVAILABLE,
                    "device \""
                            + name
                            + "\" does not exist: the engine sees "
                            + (gpus == 0 ? "no GPU" : gpus + (gpus == 1 ? " GPU" : " GPUs"))
                            + "; device = auto takes what there is");
        }
        return Device.gpu(index);
    }

    /**
     * The native library of the engine, with what of it decides how sums are made: for instance
     * {@code PyTorch 2.7.1 (MKL, MKLDNN, OPENMP)}.
     */
    public static String natives(Engine engine) {
        return engine.getEngineName()
                + " "
                + engine.getVersion()
                + CAPABILITIES.stream()
                        .filter(engine::hasCapability)
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    /** How many math threads the engine has in this process. */
    public static int threads() {
        String openMp = System.getenv("OMP_NUM_THREADS");
        int unasked =
                openMp != null && openMp.matches("[1-9]\\d{0,4}")
                        ? Integer.parseInt(openMp)
                        : Runtime.getRuntime().availableProcessors();
        return Integer.getInteger("ai.djl.pytorch.num_threads", unasked);
    }

    /** The name of a device, as results state it: {@code cpu} or {@code gpu:N}. */
    public static String name(Device device) {
        return device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
    }
}
