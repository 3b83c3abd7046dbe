// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.seqmem.api.memory.Decay;
import org.seqmem.testkit.MemoryFunctionCompatibilityKit;

class BoxMemoryTest extends MemoryFunctionCompatibilityKit<BoxMemoryConfig> {

    @Override
    protected BoxMemoryPlugin plugin() {
        return new BoxMemoryPlugin();
    }

    @Override
    protected BoxMemoryConfig example() {
        return new BoxMemoryConfig(3, 9);
    }

    @Test
    void isOneInsideAndZeroOutside() {
        BoxMemory box = new BoxMemory(2, 4);

        assertThat(box.values(7)).containsExactly(0, 0, 1, 1, 1, 0, 0);
        assertThat(box.decay()).isEqualTo(new Decay.CompactSupport(4));
    }

    @Test
    void mayHoldASingleLag() {
        assertThat(new BoxMemory(3, 3).values(10)).isEqualTo(new ImpulseMemory(3).values(10));
    }

    @Test
    void rejectsABoxThatEndsBeforeItBegins() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BoxMemoryConfig(5, 4))
                .withMessage("a box must not end before it begins: to = 4, from = 5");
    }
}
