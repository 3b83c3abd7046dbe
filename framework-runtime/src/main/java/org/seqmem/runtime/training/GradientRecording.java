// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import ai.djl.engine.Engine;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;

/**
 * Whether the engine records operations for gradients outside a gradient collector.
 *
 * <p>PyTorch keeps that switch per thread, on at first, and DJL turns it off only on the thread
 * that loads the engine. On any other thread validation would keep its whole graph, and changing a
 * parameter in place would be an error.
 */
final class GradientRecording {

    private GradientRecording() {}

    /** Turns recording off on the calling thread, except within a gradient collector. */
    static void offOnThisThread(Engine engine) {
        if (!engine.getEngineName().equals("PyTorch")) {
            return;
        }
        try {
            // not in DJL's own interface, and the engine is not there to compile against
            Class.forName("ai.djl.pytorch.jni.JniUtils", true, engine.getClass().getClassLoader())
                    .getMethod("setGradMode", boolean.class)
                    .invoke(null, false);
        } catch (ReflectiveOperationException e) {
            throw new SeqmemException(
                    ErrorCode.ENGINE_UNAVAILABLE,
                    "this version of the PyTorch engine cannot be told not to record gradients",
                    e);
        }
    }
}
