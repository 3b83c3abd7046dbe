// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.List;
import org.seqmem.api.config.NotEmpty;
import org.seqmem.api.memory.MemoryFunction;

/**
 * A sum of memory functions.
 *
 * @param terms what is added
 */
public record SumMemoryConfig(@NotEmpty List<Term> terms) {

    /** Copies the terms. */
    public SumMemoryConfig {
        terms = List.copyOf(terms);
    }

    /**
     * One term.
     *
     * @param weight what its values are multiplied by, of either sign, not 0
     * @param memory the memory function
     */
    public record Term(double weight, MemoryFunction memory) {

        /**
         * @throws IllegalArgumentException if the weight is 0
         */
        public Term {
            if (weight == 0) {
                throw new IllegalArgumentException("the weight of a term must not be 0");
            }
        }
    }
}
