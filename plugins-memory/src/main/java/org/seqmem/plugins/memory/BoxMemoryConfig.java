// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.config.AtLeast;

/**
 * Box memory.
 *
 * @param from the first lag of the box, in time steps
 * @param to the last lag of the box, in time steps
 */
public record BoxMemoryConfig(@AtLeast(0) int from, @AtLeast(0) int to) {

    /**
     * @throws IllegalArgumentException if the box ends before it begins
     */
    public BoxMemoryConfig {
        if (to < from) {
            throw new IllegalArgumentException(
                    "a box must not end before it begins: to = " + to + ", from = " + from);
        }
    }
}
