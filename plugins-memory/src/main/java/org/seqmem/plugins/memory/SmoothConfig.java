// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.AtMost;
import org.seqmem.api.config.GreaterThan;

/**
 * Smooth inputs.
 *
 * @param lengthScale how far apart values are that still resemble each other, in time steps
 * @param variance of every value
 */
public record SmoothConfig(
        @AtLeast(0.1) @AtMost(100_000) double lengthScale, @GreaterThan(0) double variance) {}
