// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import org.seqmem.api.config.AtLeast;

/**
 * Keys of the constant schedule.
 *
 * @param warmUp updates over which the rate rises linearly to its full value
 */
public record ConstantScheduleConfig(@AtLeast(0) int warmUp) {}
