// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.convolution;

import java.util.Optional;
import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.AtMost;

/**
 * A free kernel.
 *
 * @param kernelLength taps of the kernel, the present input included; empty for as many as the
 *     sequences of the task have steps. The bound is that of sequences which fit into memory
 */
public record LongConvConfig(@AtLeast(1) @AtMost(16777216) Optional<Integer> kernelLength) {

    /** The taps for sequences of a length. */
    int taps(int length) {
        return kernelLength.orElse(length);
    }
}
