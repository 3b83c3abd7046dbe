// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import ai.djl.ndarray.NDManager;

/** The training data as a pure function of the step, so that a training can begin at any step. */
interface Batches {

    /**
     * The batch of a step.
     *
     * @param step updates done so far
     * @param manager that the arrays attach to; closing it frees them
     */
    Batch at(long step, NDManager manager);
}
