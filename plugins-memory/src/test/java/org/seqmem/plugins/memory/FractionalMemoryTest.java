// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.seqmem.api.memory.Decay;
import org.seqmem.testkit.MemoryFunctionCompatibilityKit;

class FractionalMemoryTest extends MemoryFunctionCompatibilityKit<FractionalMemoryConfig> {

    /** 1024 steps of the recurrence round three times each: 3e-13 at the very worst, relative. */
    private static final Percentage ROUNDING = Percentage.withPercentage(3e-11);

    @Override
    protected FractionalMemoryPlugin plugin() {
        return new FractionalMemoryPlugin();
    }

    @Override
    protected FractionalMemoryConfig example() {
        return new FractionalMemoryConfig(0.3);
    }

    @Test
    void beginsWithTheBinomialCoefficients() {
        // (1 - z)^-0.25 = 1 + 0.25 z + 0.25 1.25/2 z^2 + 0.25 1.25 2.25/6 z^3 + ...
        assertThat(new FractionalMemory(0.25).values(4))
                .containsExactly(new double[] {1, 0.25, 0.15625, 0.1171875}, Offset.offset(1e-16));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.49, -0.2, 0.001, 0.25, 0.4999})
    void followsTheRecurrenceFarBeyondItsTable(double order) {
        FractionalMemory memory = new FractionalMemory(order);
        MathContext digits = MathContext.DECIMAL128;
        BigDecimal d = new BigDecimal(order);
        BigDecimal exact = BigDecimal.ONE;

        for (int lag = 1; lag <= 6000; lag++) {
            BigDecimal factor = d.add(BigDecimal.valueOf(lag - 1));
            exact = exact.multiply(factor, digits).divide(BigDecimal.valueOf(lag), digits);
            if (lag < 10 || lag % 97 == 0 || Math.abs(lag - 1024) < 3) {
                assertThat(memory.at(lag))
                        .as("lag %d", lag)
                        .isCloseTo(exact.doubleValue(), ROUNDING);
            }
        }
    }

    @Test
    void isUndoneByTheOppositeOrder() {
        int lags = 3000;
        double[] product = new double[lags];
        new CausalConvolution(new FractionalMemory(0.4).values(lags))
                .apply(new FractionalMemory(-0.4).values(lags), product);

        // roundings of an FFT over numbers up to 1
        assertThat(product)
                .containsExactly(new ImpulseMemory(0).values(lags), Offset.offset(2e-14));
    }

    @Test
    void fallsLikeThePowerThatItClaims() {
        assertThat(new FractionalMemory(0.3).decay()).isEqualTo(new Decay.Polynomial(0.7));

        double ratio = new FractionalMemory(0.3).at(2_000_000) / new FractionalMemory(0.3).at(1000);

        // the next term of the expansion is d (d - 1) / (2 lag), 1e-4 at lag 1000
        assertThat(ratio).isCloseTo(Math.pow(2000, -0.7), Percentage.withPercentage(0.02));
    }

    @Test
    void isAnImpulseAtOrderZero() {
        FractionalMemory memory = new FractionalMemory(0);

        assertThat(memory.values(5)).containsExactly(1, 0, 0, 0, 0);
        assertThat(memory.at(5000)).isZero();
        assertThat(memory.decay()).isEqualTo(new Decay.CompactSupport(0));
    }
}
