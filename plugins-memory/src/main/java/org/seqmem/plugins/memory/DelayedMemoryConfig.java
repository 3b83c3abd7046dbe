// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.memory.MemoryFunction;

/**
 * Delayed memory.
 *
 * @param memory what is delayed
 * @param delay by how much, in time steps
 */
public record DelayedMemoryConfig(MemoryFunction memory, @AtLeast(0) int delay) {}
