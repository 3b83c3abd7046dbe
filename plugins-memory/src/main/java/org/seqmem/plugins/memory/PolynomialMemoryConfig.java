// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.config.GreaterThan;

/**
 * Polynomial memory.
 *
 * @param power of the decay
 */
public record PolynomialMemoryConfig(@GreaterThan(0) double power) {}
