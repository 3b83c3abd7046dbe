// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.Locale;
import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.GreaterThan;

/**
 * Airy memory.
 *
 * @param scale how fast the argument of the Airy function grows, per time step
 * @param center the lag at which the argument is 0 and the oscillation ends, in time steps
 */
public record AiryMemoryConfig(@GreaterThan(0) double scale, @AtLeast(0) double center) {

    /**
     * Past this argument the phase of the oscillation, 2/3 argument^1.5, exceeds 6.7e5 and rounding
     * alone moves it by more than 1e-10.
     */
    private static final double LARGEST_ARGUMENT = 10_000;

    /**
     * @throws IllegalArgumentException if the oscillation is faster than steps can show, or {@code
     *     scale * center} so large that rounding spoils it
     */
    public AiryMemoryConfig {
        if (!(scale * center <= LARGEST_ARGUMENT)) {
            throw new IllegalArgumentException(
                    "scale times center must be at most 10000, not " + scale * center);
        }
        double fastest = scale * Math.sqrt(scale * center);
        if (!(fastest < Math.PI)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "scale * sqrt(scale * center) is %.3g radians per step at lag 0 and must"
                                    + " be below pi: sampled once per step, a faster oscillation"
                                    + " looks like a slower one",
                            fastest));
        }
    }
}
