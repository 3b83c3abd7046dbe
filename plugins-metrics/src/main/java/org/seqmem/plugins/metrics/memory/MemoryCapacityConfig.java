// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.memory;

import org.seqmem.api.config.AtLeast;

/**
 * Configuration of {@link MemoryCapacity}.
 *
 * @param lags how many lags are looked at, from 0 on; no more than the sequence has
 */
public record MemoryCapacityConfig(@AtLeast(1) int lags) {}
