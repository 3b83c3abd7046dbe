// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.AtMost;

/**
 * Random memory.
 *
 * @param length how many lags have weight, from lag 0 on
 * @param decay of the envelope, per time step; 0 for none
 * @param seed of the weights, apart from that of the trial: trials with different seeds learn the
 *     same function
 */
public record RandomFirMemoryConfig(
        @AtLeast(1) @AtMost(LinearFunctionalConfig.LONGEST) int length,
        @AtLeast(0) double decay,
        long seed) {}
