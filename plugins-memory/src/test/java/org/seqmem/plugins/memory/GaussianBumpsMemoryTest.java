// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.plugins.memory.GaussianBumpsMemoryConfig.Bump;
import org.seqmem.testkit.MemoryFunctionCompatibilityKit;

class GaussianBumpsMemoryTest extends MemoryFunctionCompatibilityKit<GaussianBumpsMemoryConfig> {

    /** A few roundings of numbers of order one. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-15);

    @Override
    protected GaussianBumpsMemoryPlugin plugin() {
        return new GaussianBumpsMemoryPlugin();
    }

    @Override
    protected GaussianBumpsMemoryConfig example() {
        return new GaussianBumpsMemoryConfig(
                List.of(new Bump(0, 3, 1), new Bump(30, 8, -0.5)), 1.5);
    }

    @Test
    void peaksAtTheCenterAndFallsByTheWidth() {
        MemoryFunction bump = new GaussianBumpsMemory(List.of(new Bump(20, 5, -3)), 1);

        assertThat(bump.at(20)).isEqualTo(-3);
        assertThat(bump.at(25)).isCloseTo(-3 * Math.exp(-0.5), ROUNDING);
        assertThat(bump.at(15)).isEqualTo(bump.at(25));
        assertThat(bump.at(30)).isCloseTo(-3 * Math.exp(-2), ROUNDING);
    }

    @Test
    void addsTheBumps() {
        Bump early = new Bump(0, 2, 1);
        Bump late = new Bump(9, 3, 0.5);

        MemoryFunction both = new GaussianBumpsMemory(List.of(early, late), 1);

        for (int lag = 0; lag < 30; lag++) {
            double sum =
                    new GaussianBumpsMemory(List.of(early), 1).at(lag)
                            + new GaussianBumpsMemory(List.of(late), 1).at(lag);
            assertThat(both.at(lag)).isCloseTo(sum, ROUNDING);
        }
    }

    @Test
    void stretchesCentersAndWidths() {
        MemoryFunction plain = new GaussianBumpsMemory(List.of(new Bump(8, 2, 1)), 1);
        MemoryFunction stretched = new GaussianBumpsMemory(List.of(new Bump(8, 2, 1)), 3);

        for (int lag = 0; lag < 30; lag++) {
            assertThat(stretched.at(3 * lag)).isCloseTo(plain.at(lag), ROUNDING);
        }
    }
}
