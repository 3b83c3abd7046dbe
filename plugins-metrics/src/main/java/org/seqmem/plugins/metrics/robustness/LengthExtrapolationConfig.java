// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.robustness;

import java.util.List;
import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.NotEmpty;

/**
 * Configuration of {@link LengthExtrapolation}.
 *
 * @param factors how many times the trained length
 * @param sequences how many sequences of each length
 */
public record LengthExtrapolationConfig(
        @NotEmpty @AtLeast(2) List<Integer> factors, @AtLeast(1) int sequences) {

    /** Copies the factors. */
    public LengthExtrapolationConfig {
        factors = List.copyOf(factors);
    }
}
