// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.seqmem.api.memory.Decay;
import org.seqmem.testkit.MemoryFunctionCompatibilityKit;

class PolynomialMemoryTest extends MemoryFunctionCompatibilityKit<PolynomialMemoryConfig> {

    @Override
    protected PolynomialMemoryPlugin plugin() {
        return new PolynomialMemoryPlugin();
    }

    @Override
    protected PolynomialMemoryConfig example() {
        return new PolynomialMemoryConfig(1.1);
    }

    @Test
    void isAnExactFractionForWholePowers() {
        assertThat(new PolynomialMemory(1).values(5)).containsExactly(1, 0.5, 1.0 / 3, 0.25, 0.2);
        assertThat(new PolynomialMemory(2).values(4)).containsExactly(1, 0.25, 1.0 / 9, 0.0625);
    }

    @Test
    void claimsItsPower() {
        assertThat(new PolynomialMemory(0.7).decay()).isEqualTo(new Decay.Polynomial(0.7));
    }

    @Test
    void isDefinedAtTheLargestLag() {
        assertThat(new PolynomialMemory(1).at(Integer.MAX_VALUE)).isEqualTo(0x1.0p-31);
    }
}
