// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.training;

import ai.djl.ndarray.NDArray;

/** What training minimises. */
@FunctionalInterface
public interface Loss {

    /**
     * The loss of a batch, as a scalar array that attaches to the manager of the prediction. A mean
     * over sequences, so that the best learning rate does not depend on how many there are.
     *
     * @param prediction shape (B, T, d_out)
     * @param target shape (B, T, d_out)
     */
    NDArray of(NDArray prediction, NDArray target);
}
