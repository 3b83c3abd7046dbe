// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.config.GreaterThan;

/**
 * Uniform inputs.
 *
 * @param variance of every value
 * @param centered whether the values lie around 0 or from 0 upwards
 */
public record UniformConfig(@GreaterThan(0) double variance, boolean centered) {}
