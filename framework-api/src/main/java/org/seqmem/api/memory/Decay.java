// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.memory;

/** A claim about how a memory function decays. */
public sealed interface Decay {

    /**
     * Exponential: |rho(s)| is at most C exp(-rate s) for some C.
     *
     * @param rate per time step, positive
     */
    record Exponential(double rate) implements Decay {}

    /**
     * Polynomial: |rho(s)| (1 + s)^power stays between two positive bounds.
     *
     * @param power positive
     */
    record Polynomial(double power) implements Decay {}

    /**
     * Compact support: rho(s) is exactly 0 beyond a lag.
     *
     * @param lastLag the last lag at which rho may differ from 0
     */
    record CompactSupport(int lastLag) implements Decay {}

    /** Nothing is claimed. */
    record Unclaimed() implements Decay {}
}
