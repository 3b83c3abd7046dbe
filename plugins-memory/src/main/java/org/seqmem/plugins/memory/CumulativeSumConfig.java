// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.input.InputProcess;

/**
 * Cumulative sums.
 *
 * @param increments what is summed: independent values with mean 0
 */
public record CumulativeSumConfig(InputProcess increments) {

    /**
     * @throws IllegalArgumentException if the increments are dependent or have a mean
     */
    public CumulativeSumConfig {
        if (!increments.independent()) {
            throw new IllegalArgumentException(
                    "the increments of a cumulative sum must be independent, for instance"
                            + " white-gaussian, uniform or rademacher");
        }
        if (increments.mean() != 0) {
            throw new IllegalArgumentException(
                    "the increments of a cumulative sum must have mean 0, not "
                            + increments.mean());
        }
    }
}
