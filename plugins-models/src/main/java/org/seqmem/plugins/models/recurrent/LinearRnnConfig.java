// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.AtMost;

/**
 * The configuration of {@link LinearRnnPlugin}.
 *
 * @param hiddenSize size of the state; the bound keeps a weight within one Java array
 * @param initialRadius modulus of every eigenvalue of the fresh recurrent matrix
 */
public record LinearRnnConfig(
        @AtLeast(1) @AtMost(16384) int hiddenSize, @AtLeast(0) @AtMost(1) double initialRadius) {}
