// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;

/**
 * Memory with a sparse pattern: it oscillates over the lags before {@code center}, ever slower and
 * stronger, and vanishes soon after it.
 *
 * <p><b>Formula:</b>
 *
 * <pre>{@code
 * rho(s) = Ai(scale (s - center))
 * }</pre>
 *
 * <p>The oscillation is fastest at lag 0, with {@code scale sqrt(scale center)} radians per step;
 * from pi on it would be sampled too coarsely to be seen as one, and is refused.
 *
 * <p><b>Source:</b> the sparse patterns of arXiv 2506.05678. Which of the two parameters is the
 * paper's alpha is unknown; ours is {@code center}.
 *
 * @param scale s0, per time step, positive
 * @param center t0, in time steps, 0 or more
 */
record AiryMemory(double scale, double center) implements MemoryFunction {

    @Override
    public double at(int lag) {
        return AiryFunction.ai(scale * (lag - center));
    }

    /** Past the centre Ai falls faster than any exponential; the scale is a rate like any other. */
    @Override
    public Decay decay() {
        return new Decay.Exponential(scale);
    }
}
