// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.AtMost;
import org.seqmem.api.config.GreaterThan;

/**
 * Damped-cosine memory.
 *
 * @param rate decay per time step
 * @param frequency of the oscillation, in radians per time step; above pi it would alias
 */
public record DampedCosineMemoryConfig(
        @GreaterThan(0) double rate, @AtLeast(0) @AtMost(Math.PI) double frequency) {}
