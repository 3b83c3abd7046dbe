// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.AtMost;
import org.seqmem.api.config.GreaterThan;

/**
 * The configuration of {@link LinearRnnPlugin}.
 *
 * @param hiddenSize size of the state, even if its modes are complex; the bound keeps a weight
 *     within one Java array
 * @param structure of the state matrix
 * @param initialRadius modulus of every eigenvalue of the fresh state matrix, dense or of complex
 *     modes
 * @param longestMemory time constant of the slowest fresh real mode, in steps
 * @param stateRateFactor multiplies the learning rate of the state matrix
 */
public record LinearRnnConfig(
        @AtLeast(1) @AtMost(16384) int hiddenSize,
        Structure structure,
        @AtLeast(0) @AtMost(1) double initialRadius,
        @GreaterThan(1) double longestMemory,
        @GreaterThan(0) double stateRateFactor) {

    /** The form of the matrix that takes a state to the next. */
    public enum Structure {
        /** A full matrix. */
        DENSE,
        /** Decaying exponentials, each a unit of its own. */
        REAL_DIAGONAL,
        /** Damped oscillations, each two units. */
        COMPLEX_DIAGONAL
    }

    /**
     * @throws IllegalArgumentException if modes are complex and the size is odd, or the radius 0 or
     *     1: the modes are stable by their form, which reaches neither
     */
    public LinearRnnConfig {
        if (structure == Structure.COMPLEX_DIAGONAL && hiddenSize % 2 != 0) {
            throw new IllegalArgumentException(
                    "hidden-size must be even, for complex modes come in pairs, but is "
                            + hiddenSize);
        }
        if (structure == Structure.COMPLEX_DIAGONAL && (initialRadius == 0 || initialRadius == 1)) {
            throw new IllegalArgumentException(
                    "initial-radius must lie between 0 and 1 for complex modes, but is "
                            + initialRadius);
        }
    }
}
