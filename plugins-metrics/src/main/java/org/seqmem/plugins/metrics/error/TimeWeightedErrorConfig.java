// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.error;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.AtMost;

/**
 * Configuration of {@link TimeWeightedErrorPlugin}.
 *
 * @param power p: the error of step t counts (t + 1)^p
 */
public record TimeWeightedErrorConfig(@AtLeast(0) @AtMost(100) double power) {}
