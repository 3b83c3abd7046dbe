// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.cost;

import org.seqmem.api.config.GreaterThan;

/**
 * Configuration of {@link TimeToThreshold}.
 *
 * @param threshold the validation NMSE that has to be reached
 */
public record TimeToThresholdConfig(@GreaterThan(0) double threshold) {}
