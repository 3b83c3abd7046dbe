// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.memory.MemoryFunction;

/**
 * Scaled memory.
 *
 * @param memory what is scaled
 * @param factor what every value is multiplied by, of either sign, not 0
 */
public record ScaledMemoryConfig(MemoryFunction memory, double factor) {

    /**
     * @throws IllegalArgumentException if the factor is 0: nothing would be left to remember
     */
    public ScaledMemoryConfig {
        if (factor == 0) {
            throw new IllegalArgumentException("factor must not be 0");
        }
    }
}
