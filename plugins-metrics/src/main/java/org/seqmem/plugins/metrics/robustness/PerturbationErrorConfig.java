// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.robustness;

import java.util.List;
import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.GreaterThan;
import org.seqmem.api.config.NotEmpty;

/**
 * Configuration of {@link PerturbationError}.
 *
 * @param radii the largest change of a parameter, in ascending order
 * @param repeats how many changes are tried at each radius
 * @param sequences how many test sequences are answered each time
 */
public record PerturbationErrorConfig(
        @NotEmpty @GreaterThan(0) List<Double> radii,
        @AtLeast(1) int repeats,
        @AtLeast(1) int sequences) {

    /**
     * Copies the radii.
     *
     * @throws IllegalArgumentException unless they ascend
     */
    public PerturbationErrorConfig {
        radii = List.copyOf(radii);
        for (int i = 1; i < radii.size(); i++) {
            if (radii.get(i) <= radii.get(i - 1)) {
                throw new IllegalArgumentException("radii must ascend, unlike " + radii);
            }
        }
    }
}
