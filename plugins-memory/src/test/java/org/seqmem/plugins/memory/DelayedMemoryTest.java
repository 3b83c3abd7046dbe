// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.seqmem.api.memory.Decay;
import org.seqmem.testkit.MemoryFunctionCompatibilityKit;

class DelayedMemoryTest extends MemoryFunctionCompatibilityKit<DelayedMemoryConfig> {

    @Override
    protected DelayedMemoryPlugin plugin() {
        return new DelayedMemoryPlugin();
    }

    @Override
    protected DelayedMemoryConfig example() {
        return new DelayedMemoryConfig(new ExponentialMemory(0.1), 12);
    }

    @Override
    protected Set<String> keysWithoutDefault() {
        return Set.of("memory");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 10})
    void isTheOtherFunctionLater(int delay) {
        ExponentialMemory memory = new ExponentialMemory(0.3);
        DelayedMemory delayed = new DelayedMemory(memory, delay);

        for (int lag = 0; lag < 20; lag++) {
            double expected = lag < delay ? 0 : memory.at(lag - delay);
            assertThat(delayed.at(lag)).isEqualTo(expected);
            assertThat(delayed.values(20)[lag]).isEqualTo(expected);
        }
        assertThat(delayed.values(delay)).containsOnly(new double[delay]);
    }

    @Test
    void keepsClaimsThatSurviveADelay() {
        assertThat(new DelayedMemory(new ExponentialMemory(0.3), 5).decay())
                .isEqualTo(new Decay.Exponential(0.3));
        assertThat(new DelayedMemory(new BoxMemory(1, 4), 5).decay())
                .isEqualTo(new Decay.CompactSupport(9));
        assertThat(new DelayedMemory(new BoxMemory(1, 4), Integer.MAX_VALUE).decay())
                .isEqualTo(new Decay.CompactSupport(Integer.MAX_VALUE));
        assertThat(new DelayedMemory(new PolynomialMemory(1), 0).decay())
                .isEqualTo(new Decay.Polynomial(1));
    }

    @Test
    void dropsAPolynomialClaimBecauseOfTheZerosBeforeTheDelay() {
        assertThat(new DelayedMemory(new PolynomialMemory(1), 1).decay())
                .isEqualTo(new Decay.Unclaimed());
    }
}
