// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;

/**
 * Memory by a user's formula. Where the formula is undefined, for instance 1/s at lag 0, the value
 * is not finite, and a task refuses it.
 *
 * @param formula in the lag s
 */
record FormulaMemory(Formula formula) implements MemoryFunction {

    static FormulaMemory of(FormulaMemoryConfig config) {
        return new FormulaMemory(Formula.parse(config.expression(), config.parameters()));
    }

    @Override
    public double at(int lag) {
        return formula.at(lag);
    }

    /** Nothing is known about a formula that was not read by a human. */
    @Override
    public Decay decay() {
        return new Decay.Unclaimed();
    }
}
