// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.List;
import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.plugins.memory.GaussianBumpsMemoryConfig.Bump;

/**
 * Memory in several separate parts.
 *
 * <p><b>Formula:</b> over bumps i with centre c_i, width d_i and weight w_i,
 *
 * <pre>{@code
 * rho(s) = sum_i w_i exp(-(s - stretch c_i)^2 / (2 (stretch d_i)^2))
 * }</pre>
 *
 * <p><b>Source:</b> the "TwoPart" function of the data generator that precedes arXiv 2506.05678,
 * which writes exp(-sigma (s - c)^2): sigma = 1 / (2 width^2).
 *
 * @param bumps at least one
 * @param stretch positive
 */
record GaussianBumpsMemory(List<Bump> bumps, double stretch) implements MemoryFunction {

    @Override
    public double at(int lag) {
        double sum = 0;
        for (Bump bump : bumps) {
            double distance = (lag - stretch * bump.center()) / (stretch * bump.width());
            sum += bump.weight() * StrictMath.exp(-distance * distance / 2);
        }
        return sum;
    }

    /**
     * A Gaussian falls faster than any exponential; one over the widest is a rate like any other.
     */
    @Override
    public Decay decay() {
        double widest = 0;
        for (Bump bump : bumps) {
            widest = Math.max(widest, bump.width());
        }
        return new Decay.Exponential(1 / (stretch * widest));
    }
}
