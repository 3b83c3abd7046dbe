// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.AtMost;

/**
 * The configuration of {@link GruPlugin}.
 *
 * @param hiddenSize units per layer; the bound keeps a weight within one Java array
 * @param layers how many layers stand on each other
 * @param recurrentInit how the weights from state to state begin
 */
public record GruConfig(
        @AtLeast(1) @AtMost(16384) int hiddenSize,
        @AtLeast(1) @AtMost(100) int layers,
        RecurrentInit recurrentInit) {}
