// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import org.seqmem.api.config.GreaterThan;

/**
 * Sinusoidal positions.
 *
 * @param base wavelengths run from 2 pi to almost 2 pi times this, in time steps
 */
public record SinusoidalConfig(@GreaterThan(1) double base) {}
