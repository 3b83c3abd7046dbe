// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.testkit.InputProcessCompatibilityKit;

class Ar1Test extends InputProcessCompatibilityKit<Ar1Config> {

    @Override
    protected Ar1Plugin plugin() {
        return new Ar1Plugin();
    }

    @Override
    protected Ar1Config example() {
        return new Ar1Config(-0.8, 0.5);
    }

    @Test
    void isWhiteWithoutACoefficient() {
        double[] values = new double[60];
        double[] white = new double[60];
        new Ar1(0, 4).draw(RandomStreams.of(1).stream("x"), values, 3);
        new WhiteGaussian(4).draw(RandomStreams.of(1).stream("x"), white, 3);

        assertThat(values).isEqualTo(white);
        assertThat(new Ar1(0, 4).independent()).isTrue();
        assertThat(new Ar1(0.1, 4).independent()).isFalse();
    }

    @Test
    void keepsItsVarianceFromTheFirstStepToTheLast() {
        int sequences = 20_000;
        double first = 0;
        double last = 0;
        double[] values = new double[50];
        for (int i = 0; i < sequences; i++) {
            new Ar1(0.95, 2).draw(RandomStreams.of(1).stream("x", i), values, 1);
            first += values[0] * values[0] / sequences;
            last += values[49] * values[49] / sequences;
        }

        // x^2 has variance 2 v^2; 5 standard errors, for one seed in 1.7 million
        Offset<Double> chance = Offset.offset(5 * 2 * Math.sqrt(2.0 / sequences));
        assertThat(first).isCloseTo(2, chance);
        assertThat(last).isCloseTo(2, chance);
    }
}
