// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import org.seqmem.api.config.GreaterThan;

/**
 * Rotary positions.
 *
 * @param base angular speeds run from 1 to almost 1 / base, per time step
 * @param pairs which coordinates of a head turn together
 */
public record RopeConfig(@GreaterThan(1) double base, Pairs pairs) {

    /** Which coordinates of a head turn together. */
    public enum Pairs {
        /** i and i + d/2. */
        HALF,
        /** 2i and 2i + 1. */
        INTERLEAVED
    }
}
