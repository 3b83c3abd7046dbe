// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

/** What a layer of {@link RnnPlugin} computes from step to step. */
public enum RnnCell {
    /** The hyperbolic tangent: bounded, and linear near zero. */
    TANH,
    /** The positive part: unbounded. */
    RELU,
    /** Decay by rates that softplus keeps positive, see {@link StableLayer}. */
    STABLE_SOFTPLUS
}
