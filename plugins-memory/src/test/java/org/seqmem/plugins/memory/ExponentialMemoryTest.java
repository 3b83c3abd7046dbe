// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.seqmem.api.memory.Decay;
import org.seqmem.testkit.MemoryFunctionCompatibilityKit;

class ExponentialMemoryTest extends MemoryFunctionCompatibilityKit<ExponentialMemoryConfig> {

    @Override
    protected ExponentialMemoryPlugin plugin() {
        return new ExponentialMemoryPlugin();
    }

    @Override
    protected ExponentialMemoryConfig example() {
        return new ExponentialMemoryConfig(0.1);
    }

    /** Half the time constant ln 2 of the half-life: rounding only. */
    @Test
    void halvesAfterItsHalfLife() {
        ExponentialMemory memory = new ExponentialMemory(Math.log(2) / 10);

        assertThat(memory.at(0)).isEqualTo(1);
        assertThat(memory.at(10)).isCloseTo(0.5, within(1e-15));
        assertThat(memory.at(30)).isCloseTo(0.125, within(1e-15));
    }

    @Test
    void claimsItsRate() {
        assertThat(new ExponentialMemory(0.3).decay()).isEqualTo(new Decay.Exponential(0.3));
    }

    @Test
    void fallsToZeroWhereverItsRateIsLarge() {
        assertThat(new ExponentialMemory(1e300).values(3)).containsExactly(1, 0, 0);
    }
}
