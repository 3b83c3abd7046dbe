// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import java.util.Optional;
import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.AtMost;

/**
 * The configuration of {@link GruPlugin}.
 *
 * @param hiddenSize units per layer; the bound keeps a weight within one Java array
 * @param layers how many layers stand on each other
 * @param residual whether each layer but the first adds its input to its output
 * @param reset whether the reset gate acts after or before the product with the state
 * @param recurrentInit how the weights from state to state begin
 * @param longestMemory T_max of the chrono initialisation, in steps
 */
public record GruConfig(
        @AtLeast(1) @AtMost(16384) int hiddenSize,
        @AtLeast(1) @AtMost(100) int layers,
        boolean residual,
        Reset reset,
        RecurrentInit recurrentInit,
        @AtLeast(2) Optional<Integer> longestMemory) {

    /** Where the reset gate acts. */
    public enum Reset {
        /** On the product of weights and state, as fused kernels compute it. */
        AFTER,
        /** On the state, as in the paper; a loop over time in Java, and much slower. */
        BEFORE
    }
}
