// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import org.seqmem.api.config.AtLeast;

/**
 * Keys of the cosine schedule.
 *
 * @param warmUp updates over which the rate rises linearly to its full value
 * @param minimum learning rate at the end of the training; at most the optimiser's
 */
public record CosineScheduleConfig(@AtLeast(0) int warmUp, @AtLeast(0) double minimum) {}
