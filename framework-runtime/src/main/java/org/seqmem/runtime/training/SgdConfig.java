// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.GreaterThan;
import org.seqmem.api.config.LessThan;

/**
 * Keys of gradient descent.
 *
 * @param learningRate the learning rate, which the schedule starts from
 * @param momentum how much of the last change is kept
 * @param nesterov whether the step looks ahead along the momentum
 * @param weightDecay strength of the pull of parameters towards 0, as part of the gradient
 */
public record SgdConfig(
        @GreaterThan(0) double learningRate,
        @AtLeast(0) @LessThan(1) double momentum,
        boolean nesterov,
        @AtLeast(0) double weightDecay) {

    /**
     * @throws IllegalArgumentException if there is no momentum to look ahead along
     */
    public SgdConfig {
        if (nesterov && momentum == 0) {
            throw new IllegalArgumentException("nesterov needs a momentum above 0");
        }
    }
}
