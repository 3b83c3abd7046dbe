// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.testkit.InputProcessCompatibilityKit;

class BandLimitedTest extends InputProcessCompatibilityKit<BandLimitedConfig> {

    /** Of phases up to 16000: 16000 times 1e-16, averaged over the nodes. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

    @Override
    protected BandLimitedPlugin plugin() {
        return new BandLimitedPlugin();
    }

    @Override
    protected BandLimitedConfig example() {
        return new BandLimitedConfig(1.2, 0.7);
    }

    /** Fewer than usual: the covariance is also checked without chance. */
    @Override
    protected int sequences() {
        return 3000;
    }

    /** A draw is linear in independent normal numbers: this is its covariance, without chance. */
    @ParameterizedTest
    @CsvSource({
        "0.01, 1",
        "0.01, 100",
        "0.5, 2",
        "0.5, 128",
        "1.2, 33",
        "3.14, 700",
        "3.14159, 5000"
    })
    void drawsWithTheCovarianceThatItStates(double cutoff, int length) {
        BandLimited process = new BandLimited(cutoff, 2);
        GaussLegendre rule = GaussLegendre.forPhase(cutoff * (length - 1) / 2);

        for (int lag = 0; lag < length; lag += 1 + lag / 10) {
            double covariance = 0;
            for (int j = 0; j < rule.nodes().length; j++) {
                double frequency = cutoff * (1 + rule.nodes()[j]) / 2;
                covariance += 2 * rule.weights()[j] / 2 * Math.cos(frequency * lag);
            }
            assertThat(covariance).isCloseTo(process.autocovariance(lag), ROUNDING);
        }
    }

    @Test
    void drawsEveryLengthAnew() {
        BandLimited process = new BandLimited(0.5, 1);
        double[] before = draw(process, 40);
        draw(process, 7);

        assertThat(draw(process, 40)).isEqualTo(before);
        assertThat(draw(new BandLimited(0.5, 1), 7)).isEqualTo(draw(process, 7));
    }

    private static double[] draw(BandLimited process, int length) {
        double[] values = new double[length];
        process.draw(RandomStreams.of(1).stream("x"), values, 1);
        return values;
    }
}
