// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;

/**
 * Memory with a heavy tail: no finite number of linear states holds it exactly.
 *
 * <p><b>Formula:</b>
 *
 * <pre>{@code
 * rho(s) = (1 + s)^(-power)
 * }</pre>
 *
 * <p><b>Source:</b> the decaying dynamics of arXiv 2506.05678, reconstructed: alpha there is taken
 * to be {@code power}, the range of its values is unknown.
 *
 * @param power positive
 */
record PolynomialMemory(double power) implements MemoryFunction {

    @Override
    public double at(int lag) {
        return StrictMath.pow(1.0 + lag, -power);
    }

    @Override
    public Decay decay() {
        return new Decay.Polynomial(power);
    }
}
