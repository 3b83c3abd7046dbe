// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.seqmem.api.memory.Decay;
import org.seqmem.testkit.MemoryFunctionCompatibilityKit;

class AiryMemoryTest extends MemoryFunctionCompatibilityKit<AiryMemoryConfig> {

    @Override
    protected AiryMemoryPlugin plugin() {
        return new AiryMemoryPlugin();
    }

    @Override
    protected AiryMemoryConfig example() {
        return new AiryMemoryConfig(0.25, 32);
    }

    /** Ai(0) = 3^(-2/3) / Gamma(2/3), DLMF 9.2.3. */
    @Test
    void hasItsCenterAtArgumentZero() {
        assertThat(new AiryMemory(0.25, 32).at(32))
                .isCloseTo(Math.pow(3, -2.0 / 3) / 1.3541179394264005, within(1e-16));
    }

    /** 2 / (3 pi) (scale center)^1.5 = 4.8 sign changes. */
    @Test
    void changesSignBeforeItsCenterOnly() {
        double[] rho = new AiryMemory(0.25, 32).values(128);

        int changes = 0;
        for (int lag = 1; lag < 32; lag++) {
            changes += rho[lag - 1] * rho[lag] < 0 ? 1 : 0;
        }
        assertThat(changes).isEqualTo(5);
        for (int lag = 32; lag < 128; lag++) {
            assertThat(rho[lag]).isPositive().isLessThan(rho[lag - 1]);
        }
    }

    @Test
    void claimsAnExponentialDecay() {
        assertThat(new AiryMemory(0.25, 32).decay()).isEqualTo(new Decay.Exponential(0.25));
    }

    @Test
    void rejectsAnOscillationWhosePhaseRoundingSpoils() {
        assertThat(new AiryMemoryConfig(1, 10_000).center()).isEqualTo(10_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AiryMemoryConfig(2, 5_001))
                .withMessage("scale times center must be at most 10000, not 10002.0");
    }
}
