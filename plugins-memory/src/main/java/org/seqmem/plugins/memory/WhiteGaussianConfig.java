// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.config.GreaterThan;

/**
 * White Gaussian inputs.
 *
 * @param variance of every value
 */
public record WhiteGaussianConfig(@GreaterThan(0) double variance) {}
