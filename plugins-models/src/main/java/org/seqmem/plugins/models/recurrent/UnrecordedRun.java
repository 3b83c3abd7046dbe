// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import ai.djl.ndarray.NDArray;

/**
 * One layer over all steps of a batch, from the state 0, unrecorded and with its gradient by hand:
 * what the engine records for each step takes longer than the step.
 *
 * <p>There are two ways. {@link EngineRun} computes with operations of the engine; {@link HostRun}
 * does in Java what is so small that to call an operation takes longer than the operation.
 */
interface UnrecordedRun {

    /** The states of all steps, shape (T, B, H). */
    NDArray forward();

    /**
     * Adds the gradients of the parameters.
     *
     * @param gradient of {@link #forward}'s result, shape (T, B, H)
     */
    void backward(NDArray gradient);
}
