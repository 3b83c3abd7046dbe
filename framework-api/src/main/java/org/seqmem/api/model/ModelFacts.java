// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.model;

import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What is known about a model before it exists: arithmetic on its configuration.
 *
 * @param claims what the model promises
 * @param stateSize real numbers carried from step to step; empty if they grow with the sequence
 * @param receptiveField how many of the last inputs an output can depend on, the present one
 *     included; empty if all
 * @param parameters the number of trainable numbers
 * @param flopsPerStep floating-point operations of a forward pass, per sequence and time step; a
 *     multiplication with addition counts two
 */
public record ModelFacts(
        Set<Claim> claims,
        OptionalLong stateSize,
        OptionalInt receptiveField,
        long parameters,
        long flopsPerStep) {

    /** Copies the claims. */
    public ModelFacts {
        claims = Set.copyOf(claims);
    }
}
