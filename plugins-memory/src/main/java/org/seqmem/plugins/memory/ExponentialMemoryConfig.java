// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.config.GreaterThan;

/**
 * Exponential memory.
 *
 * @param rate decay per time step; 1 / rate is the time constant
 */
public record ExponentialMemoryConfig(@GreaterThan(0) double rate) {}
