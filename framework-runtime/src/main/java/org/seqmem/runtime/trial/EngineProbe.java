// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;

/**
 * What the engine says of itself, once it has loaded and computed something.
 *
 * @param name of the engine
 * @param version of its native library
 * @param gpus how many GPUs it can use
 * @param threads math threads it uses
 * @param seconds from the first touch to the first result
 */
public record EngineProbe(String name, String version, int gpus, int threads, double seconds) {

    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * Loads the engine into this process and multiplies two small matrices.
     *
     * @throws SeqmemException ENGINE_UNAVAILABLE if that fails
     */
    public static EngineProbe run() {
        long start = System.nanoTime();
        try {
            Engine engine = Engine.getInstance();
            try (NDManager manager = engine.newBaseManager()) {
                NDArray ones = manager.ones(new Shape(2, 2));
                float two = ones.matMul(ones).getFloat(0, 0);
                if (two != 2f) {
                    throw new SeqmemException(
                            ErrorCode.ENGINE_UNAVAILABLE, "the engine computes 1 + 1 = " + two);
                }
            }
            return new EngineProbe(
                    engine.getEngineName(),
                    engine.getVersion(),
                    engine.getGpuCount(),
                    Integer.getInteger("ai.djl.pytorch.num_threads", 0),
                    (System.nanoTime() - start) / NANOS_PER_SECOND);
        } catch (RuntimeException | LinkageError e) {
            throw new SeqmemException(
                    ErrorCode.ENGINE_UNAVAILABLE, "the engine does not load: " + e.getMessage(), e);
        }
    }
}
