// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import java.util.Optional;
import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.AtMost;

/**
 * The configuration of {@link LstmPlugin}.
 *
 * @param hiddenSize units per layer; the bound keeps a weight within one Java array
 * @param layers how many layers stand on each other
 * @param residual whether each layer but the first adds its input to its output
 * @param recurrentInit how the weights from state to state begin
 * @param forgetBias added to the initial bias of the forget gates; 1 keeps about three steps
 * @param longestMemory T_max of the chrono initialisation, in steps, in place of the forget bias
 */
public record LstmConfig(
        @AtLeast(1) @AtMost(16384) int hiddenSize,
        @AtLeast(1) @AtMost(100) int layers,
        boolean residual,
        RecurrentInit recurrentInit,
        double forgetBias,
        @AtLeast(2) Optional<Integer> longestMemory) {}
