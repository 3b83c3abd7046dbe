// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.model;

/** What a model promises; the compatibility kit proves it. */
public enum Claim {
    /** The output at t does not depend on inputs after t. */
    CAUSAL,
    /** f(x) - f(0) is linear in x. */
    LINEAR,
    /** Delaying the input (with zeros before) delays the output. */
    TIME_INVARIANT,
    /** No parameter values make the state grow without bound under bounded input. */
    STABLE_BY_CONSTRUCTION,
    /**
     * The output at t depends on the input at t and on the earlier inputs as a collection: in what
     * order they came makes no difference. So it is with one causal layer of attention without
     * positions; a second layer knows the order.
     */
    ORDER_BLIND,
    /** The model also runs step by step with a carried state: it is a {@link SteppableBlock}. */
    STEPPABLE
}
