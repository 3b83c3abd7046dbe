// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.AtMost;
import org.seqmem.api.config.GreaterThan;

/**
 * Keys of the step schedule.
 *
 * @param factor multiplies the learning rate
 * @param every updates between two multiplications
 */
public record StepScheduleConfig(@GreaterThan(0) @AtMost(1) double factor, @AtLeast(1) int every) {}
