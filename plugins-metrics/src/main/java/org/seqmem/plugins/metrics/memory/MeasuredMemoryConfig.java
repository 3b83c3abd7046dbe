// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.memory;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.GreaterThan;

/**
 * Configuration of {@link MeasuredMemory}.
 *
 * @param sequences how many test inputs the derivatives are averaged over
 * @param amplitude height of impulses and steps, in units of the inputs
 */
public record MeasuredMemoryConfig(@AtLeast(1) int sequences, @GreaterThan(0) double amplitude) {}
