// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.task;

/**
 * The kernel of a causal linear functional.
 *
 * <pre>{@code
 * y_t[o] = sum_{s=0..t} sum_i weight(o, i, s) x_{t-s}[i]
 * }</pre>
 */
@FunctionalInterface
public interface LinearKernel {

    /**
     * The weight of an input for an output.
     *
     * @param output index of the output, 0 to d_out - 1
     * @param input index of the input, 0 to d_in - 1
     * @param lag time steps into the past, 0 or more
     */
    double weight(int output, int input, int lag);
}
