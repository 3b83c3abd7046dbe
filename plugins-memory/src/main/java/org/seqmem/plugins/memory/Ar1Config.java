// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.config.GreaterThan;
import org.seqmem.api.config.LessThan;

/**
 * Autoregressive inputs.
 *
 * @param coefficient the correlation of neighbouring values
 * @param variance of every value, not of the noise
 */
public record Ar1Config(
        @GreaterThan(-1) @LessThan(1) double coefficient, @GreaterThan(0) double variance) {}
