// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.List;
import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.GreaterThan;
import org.seqmem.api.config.NotEmpty;

/**
 * Memory of Gaussian bumps.
 *
 * @param bumps the bumps; they add
 * @param stretch multiplies the centre and the width of every bump
 */
public record GaussianBumpsMemoryConfig(
        @NotEmpty List<Bump> bumps, @GreaterThan(0) double stretch) {

    /** Copies the bumps. */
    public GaussianBumpsMemoryConfig {
        bumps = List.copyOf(bumps);
    }

    /**
     * One bump.
     *
     * @param center the lag of its peak, in time steps
     * @param width its standard deviation, in time steps
     * @param weight its height, of either sign
     */
    public record Bump(@AtLeast(0) double center, @GreaterThan(0) double width, double weight) {}
}
