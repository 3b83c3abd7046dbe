// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.model;

/**
 * How the optimiser treats a parameter.
 *
 * @param rateFactor multiplies the learning rate, positive
 * @param decays whether weight decay applies
 */
public record ParameterGroup(double rateFactor, boolean decays) {

    /** The learning rate as it is, with weight decay. */
    public static final ParameterGroup REGULAR = new ParameterGroup(1, true);

    /** The learning rate as it is, without weight decay: biases, gains, decay rates. */
    public static final ParameterGroup NO_DECAY = new ParameterGroup(1, false);

    /**
     * @throws IllegalArgumentException if the factor is not positive and finite
     */
    public ParameterGroup {
        if (!(rateFactor > 0) || Double.isInfinite(rateFactor)) {
            throw new IllegalArgumentException(
                    "the rate factor of a parameter group must be positive, not " + rateFactor);
        }
    }
}
