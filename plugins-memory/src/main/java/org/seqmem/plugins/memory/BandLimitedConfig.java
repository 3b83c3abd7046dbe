// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.config.AtMost;
import org.seqmem.api.config.GreaterThan;

/**
 * Band-limited inputs.
 *
 * @param cutoff the highest frequency, in radians per time step; at pi the process is white
 * @param variance of every value
 */
public record BandLimitedConfig(
        @GreaterThan(0) @AtMost(Math.PI) double cutoff, @GreaterThan(0) double variance) {}
