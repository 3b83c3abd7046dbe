// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.testkit.InputProcessCompatibilityKit;

class SmoothTest extends InputProcessCompatibilityKit<SmoothConfig> {

    /** Sums of up to 2^15 numbers of order one. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-14);

    @Override
    protected SmoothPlugin plugin() {
        return new SmoothPlugin();
    }

    @Override
    protected SmoothConfig example() {
        return new SmoothConfig(4, 1.5);
    }

    /** Fewer than usual: the covariance is also checked without chance. */
    @Override
    protected int sequences() {
        return 3000;
    }

    /** A draw is linear in independent normal numbers: this is its covariance, without chance. */
    @ParameterizedTest
    @CsvSource({"0.1, 1", "0.1, 7", "0.3, 16", "1, 2", "1, 33", "10, 128", "100, 64", "3000, 128"})
    void drawsWithTheCovarianceThatItStates(double lengthScale, int length) {
        Smooth process = new Smooth(lengthScale, 2);
        double[] amplitudes = process.amplitudes(process.circle(length));

        for (int lag = 0; lag < length; lag++) {
            double covariance = 0;
            for (int k = 0; k < amplitudes.length; k++) {
                double angle = 2 * Math.PI * ((long) k * lag % amplitudes.length);
                covariance += amplitudes[k] * amplitudes[k] * Math.cos(angle / amplitudes.length);
            }
            assertThat(covariance).isCloseTo(process.autocovariance(lag), ROUNDING);
        }
    }

    @Test
    void movesLittleWithinALengthScale() {
        double[] values = new double[256];
        new Smooth(50, 1).draw(RandomStreams.of(1).stream("x"), values, 1);

        for (int t = 1; t < 256; t++) {
            // a step has standard deviation 1/50
            assertThat(values[t] - values[t - 1]).isBetween(-0.12, 0.12);
        }
    }
}
