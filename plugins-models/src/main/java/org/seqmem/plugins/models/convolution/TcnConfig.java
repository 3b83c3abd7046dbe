// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.convolution;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.AtMost;
import org.seqmem.api.config.LessThan;

/**
 * A temporal convolutional network.
 *
 * @param channels width of every hidden sequence
 * @param levels number of residual blocks; the dilation doubles from each to the next, and 2^24
 *     steps are longer than any sequence that fits into memory
 * @param kernelSize taps of every convolution
 * @param convolutions how many of them a block has, two as in the paper or one
 * @param dropout share of hidden values dropped in training
 * @param weightNorm whether length and direction of the weights are trained apart
 * @param finalRelu whether a block ends with a relu, as in the paper; without, the residual path is
 *     linear
 */
public record TcnConfig(
        @AtLeast(1) int channels,
        @AtLeast(1) @AtMost(24) int levels,
        @AtLeast(1) @AtMost(64) int kernelSize,
        @AtLeast(1) @AtMost(2) int convolutions,
        @AtLeast(0) @LessThan(1) double dropout,
        boolean weightNorm,
        boolean finalRelu) {

    /**
     * How many of the last inputs an output depends on, the present one included.
     *
     * <pre>{@code
     * 1 + c (K - 1) (2^L - 1)        c convolutions a block
     * }</pre>
     */
    public int receptiveField() {
        // at most 1 + 2 * 63 * (2^24 - 1), which is below 2^31
        return 1 + convolutions * (kernelSize - 1) * ((1 << levels) - 1);
    }
}
