// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.seqmem.api.memory.Decay;
import org.seqmem.testkit.MemoryFunctionCompatibilityKit;

class RandomFirMemoryTest extends MemoryFunctionCompatibilityKit<RandomFirMemoryConfig> {

    @Override
    protected RandomFirMemoryPlugin plugin() {
        return new RandomFirMemoryPlugin();
    }

    @Override
    protected RandomFirMemoryConfig example() {
        return new RandomFirMemoryConfig(40, 0.02, 5);
    }

    @Test
    void dependsOnTheSeedAlone() {
        double[] weights = new RandomFirMemory(16, 0.1, 7).values(16);

        assertThat(new RandomFirMemory(16, 0.1, 7).values(16)).isEqualTo(weights);
        assertThat(new RandomFirMemory(16, 0.1, 8).values(16)).isNotEqualTo(weights);
    }

    @Test
    void beginsLikeAShorterOne() {
        assertThat(new RandomFirMemory(40, 0.1, 3).values(16))
                .isEqualTo(new RandomFirMemory(16, 0.1, 3).values(16));
    }

    @Test
    void endsAtItsLength() {
        RandomFirMemory memory = new RandomFirMemory(16, 0, 3);

        assertThat(memory.values(20)).endsWith(0, 0, 0, 0);
        assertThat(memory.at(15)).isNotZero();
        assertThat(memory.decay()).isEqualTo(new Decay.CompactSupport(15));
    }

    @Test
    void decaysWithItsEnvelope() {
        RandomFirMemory flat = new RandomFirMemory(30, 0, 3);
        RandomFirMemory decaying = new RandomFirMemory(30, 0.25, 3);

        for (int lag = 0; lag < 30; lag++) {
            assertThat(decaying.at(lag)).isEqualTo(StrictMath.exp(-0.25 * lag) * flat.at(lag));
        }
    }

    @Test
    void drawsNormalWeights() {
        double[] weights = new RandomFirMemory(100_000, 0, 1).values(100_000);

        double mean = Arrays.stream(weights).average().orElseThrow();
        double square = Arrays.stream(weights).map(g -> g * g).average().orElseThrow();

        // 4.5 standard errors: one seed in 150,000 fails each
        assertThat(mean).isCloseTo(0, Offset.offset(4.5 / Math.sqrt(1e5)));
        assertThat(square).isCloseTo(1, Offset.offset(4.5 * Math.sqrt(2 / 1e5)));
    }
}
