// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.config.GreaterThan;
import org.seqmem.api.config.LessThan;

/**
 * Fractional memory.
 *
 * @param order of the integration; within (-0.5, 0.5), where white noise so filtered is stationary
 *     and can be inverted
 */
public record FractionalMemoryConfig(@GreaterThan(-0.5) @LessThan(0.5) double order) {}
