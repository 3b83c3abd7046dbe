// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.seqmem.api.memory.Decay;
import org.seqmem.testkit.MemoryFunctionCompatibilityKit;

class ImpulseMemoryTest extends MemoryFunctionCompatibilityKit<ImpulseMemoryConfig> {

    @Override
    protected ImpulseMemoryPlugin plugin() {
        return new ImpulseMemoryPlugin();
    }

    @Override
    protected ImpulseMemoryConfig example() {
        return new ImpulseMemoryConfig(8);
    }

    @Test
    void isOneAtItsDelayAndZeroElsewhere() {
        assertThat(new ImpulseMemory(2).values(4)).containsExactly(0, 0, 1, 0);
        assertThat(new ImpulseMemory(0).values(2)).containsExactly(1, 0);
    }

    @Test
    void claimsToEndWithItsDelay() {
        assertThat(new ImpulseMemory(31).decay()).isEqualTo(new Decay.CompactSupport(31));
    }
}
