// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.GreaterThan;
import org.seqmem.api.config.LessThan;

/**
 * Keys of the plateau schedule.
 *
 * @param factor multiplies the learning rate
 * @param patience validations without improvement that are borne
 * @param threshold the relative decrease of the best validation loss that is an improvement
 * @param cooldown validations after a decrease that are not counted
 * @param minimum the lowest learning rate
 */
public record PlateauScheduleConfig(
        @GreaterThan(0) @LessThan(1) double factor,
        @AtLeast(0) int patience,
        @AtLeast(0) @LessThan(1) double threshold,
        @AtLeast(0) int cooldown,
        @AtLeast(0) double minimum) {}
