// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.testkit.MemoryFunctionCompatibilityKit;

class ScaledMemoryTest extends MemoryFunctionCompatibilityKit<ScaledMemoryConfig> {

    @Override
    protected ScaledMemoryPlugin plugin() {
        return new ScaledMemoryPlugin();
    }

    @Override
    protected ScaledMemoryConfig example() {
        return new ScaledMemoryConfig(new PolynomialMemory(1.1), -0.5);
    }

    @Override
    protected Set<String> keysWithoutDefault() {
        return Set.of("memory");
    }

    @Test
    void multipliesEveryValueAndKeepsTheClaim() {
        MemoryFunction scaled = new ScaledMemory(new PolynomialMemory(1), -2);

        assertThat(scaled.values(4)).containsExactly(-2, -1, -2 * StrictMath.pow(3, -1), -0.5);
        assertThat(scaled.at(3)).isEqualTo(-0.5);
        assertThat(scaled.decay()).isEqualTo(new Decay.Polynomial(1));
    }

    @Test
    void rejectsAFactorOfZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ScaledMemoryConfig(new PolynomialMemory(1), 0))
                .withMessage("factor must not be 0");
    }
}
