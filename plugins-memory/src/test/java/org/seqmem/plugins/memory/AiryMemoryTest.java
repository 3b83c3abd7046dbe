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
        assertThat(new AiryMemoryConfig(0.03125, 320_000).center()).isEqualTo(320_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AiryMemoryConfig(0.03125, 320_032))
                .withMessage("scale times center must be at most 10000, not 10001.0");
    }

    @Test
    void rejectsAnOscillationThatStepsAreTooCoarseFor() {
        assertThat(new AiryMemoryConfig(1, 9.8).center()).isEqualTo(9.8);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AiryMemoryConfig(1, 32))
                .withMessageStartingWith(
                        "scale * sqrt(scale * center) is 5.66 radians per step at lag 0 and must be"
                                + " below pi");
    }
}
