// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.testkit.InputProcessCompatibilityKit;

class UniformFromZeroTest extends InputProcessCompatibilityKit<UniformConfig> {

    @Override
    protected UniformPlugin plugin() {
        return new UniformPlugin();
    }

    @Override
    protected UniformConfig example() {
        return new UniformConfig(1.0 / 12, false);
    }

    @Test
    void fillsTheUnitIntervalWithVarianceOneTwelfth() {
        double[] values = new double[100_000];
        new Uniform(1.0 / 12, false).draw(RandomStreams.of(1).stream("x"), values, 1);

        double[] sorted = Arrays.stream(values).sorted().toArray();
        assertThat(sorted[0]).isBetween(0.0, 1e-3);
        assertThat(sorted[sorted.length - 1]).isBetween(1 - 1e-3, 1.0);
    }

    @Test
    void isTheCentredProcessMovedByItsMean() {
        double[] fromZero = new double[100];
        double[] centred = new double[100];
        Uniform process = new Uniform(3, false);
        process.draw(RandomStreams.of(1).stream("x"), fromZero, 1);
        new Uniform(3, true).draw(RandomStreams.of(1).stream("x"), centred, 1);

        assertThat(process.mean()).isEqualTo(3);
        for (int i = 0; i < 100; i++) {
            assertThat(fromZero[i]).isEqualTo(centred[i] + 3);
        }
    }
}
