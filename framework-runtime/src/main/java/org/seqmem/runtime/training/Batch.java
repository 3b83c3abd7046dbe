// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import ai.djl.ndarray.NDArray;

/**
 * Inputs and targets of one update.
 *
 * @param input shape (B, T, d_in)
 * @param target shape (B, T, d_out)
 */
record Batch(NDArray input, NDArray target) {}
