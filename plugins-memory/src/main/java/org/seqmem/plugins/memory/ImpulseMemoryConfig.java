// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.config.AtLeast;

/**
 * Impulse memory.
 *
 * @param delay lag of the impulse, in time steps
 */
public record ImpulseMemoryConfig(@AtLeast(0) int delay) {}
