// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.GreaterThan;
import org.seqmem.api.config.LessThan;

/**
 * Keys of Adam and AdamW.
 *
 * @param learningRate the learning rate, which the schedule starts from
 * @param beta1 decay of the running mean of gradients
 * @param beta2 decay of the running mean of squared gradients
 * @param epsilon added to the root of the mean square, which it keeps away from 0
 * @param weightDecay strength of the pull of parameters towards 0
 */
public record AdamConfig(
        @GreaterThan(0) double learningRate,
        @AtLeast(0) @LessThan(1) double beta1,
        @AtLeast(0) @LessThan(1) double beta2,
        @GreaterThan(0) double epsilon,
        @AtLeast(0) double weightDecay) {}
