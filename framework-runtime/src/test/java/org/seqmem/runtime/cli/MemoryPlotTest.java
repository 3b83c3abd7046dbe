// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;

class MemoryPlotTest {

    private record Known(IntToDoubleFunction values, Decay decay) implements MemoryFunction {
        @Override
        public double at(int lag) {
            return values.applyAsDouble(lag);
        }
    }

    private static MemoryFunction known(IntToDoubleFunction values) {
        return new Known(values, new Decay.Unclaimed());
    }

    @Test
    void drawsAnImpulseAtItsLag() {
        assertThat(MemoryPlot.of(known(lag -> lag == 8 ? 1 : 0)))
                .containsExactly(
                        "1 |        *",
                        "  |",
                        "  |",
                        "  |",
                        "  |",
                        "  |",
                        "0 |********-***********************",
                        "   0                             31");
    }

    @Test
    void drawsNegativeValuesBelowTheAxis() {
        assertThat(MemoryPlot.of(known(lag -> lag == 0 ? 0.5 : lag == 1 ? -1 : 0)))
                .contains("0.5 |*", "  0 |--******************************", " -1 | *");
    }

    @Test
    void drawsMoreLagsWhereThereIsMoreToSee() {
        assertThat(MemoryPlot.of(known(lag -> Math.exp(-0.02 * lag))))
                .last()
                .asString()
                .endsWith(" 63");
    }

    @Test
    void drawsNothingButTheAxisForAMemoryOfZeros() {
        assertThat(MemoryPlot.of(known(lag -> 0))).contains("0 |" + "*".repeat(32));
    }

    @Test
    void saysWhatIsClaimedAboutTheDecay() {
        assertThat(MemoryPlot.decay(new Known(lag -> 0, new Decay.Exponential(0.1))))
                .isEqualTo("decays exponentially, by exp(-0.1 s)");
        assertThat(MemoryPlot.decay(new Known(lag -> 0, new Decay.Polynomial(1.5))))
                .isEqualTo("decays like (1 + s)^-1.5");
        assertThat(MemoryPlot.decay(new Known(lag -> 0, new Decay.CompactSupport(8))))
                .isEqualTo("compact support, up to lag 8");
        assertThat(MemoryPlot.decay(known(lag -> 0))).isEqualTo("no claim about its decay");
    }
}
