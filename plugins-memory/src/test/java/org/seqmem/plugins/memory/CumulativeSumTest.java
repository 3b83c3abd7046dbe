// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.testkit.InputProcessCompatibilityKit;

class CumulativeSumTest extends InputProcessCompatibilityKit<CumulativeSumConfig> {

    @Override
    protected CumulativeSumPlugin plugin() {
        return new CumulativeSumPlugin();
    }

    @Override
    protected CumulativeSumConfig example() {
        return new CumulativeSumConfig(new WhiteGaussian(0.5));
    }

    @Test
    void addsUpItsIncrementsChannelByChannel() {
        double[] values = new double[12];
        double[] increments = new double[12];
        new CumulativeSum(new WhiteGaussian(1)).draw(RandomStreams.of(1).stream("x"), values, 3);
        new WhiteGaussian(1).draw(RandomStreams.of(1).stream("x"), increments, 3);

        for (int i = 0; i < 12; i++) {
            assertThat(values[i]).isEqualTo(increments[i] + (i < 3 ? 0 : values[i - 3]));
        }
    }

    @Test
    void hasACovarianceOfTwoStepsAndNoneOfALag() {
        CumulativeSum walk = new CumulativeSum(new Rademacher(2));

        assertThat(walk.stationary()).isFalse();
        assertThat(walk.gaussian()).isFalse();
        assertThat(walk.covariance(0, 9)).isEqualTo(2);
        assertThat(walk.covariance(9, 3)).isEqualTo(8);
        assertThatThrownBy(() -> walk.autocovariance(1))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("depends on both steps");
    }

    @Test
    void rejectsIncrementsThatAreNotWhite() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CumulativeSumConfig(new Ar1(0.5, 1)))
                .withMessageContaining("must be independent");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CumulativeSumConfig(new Uniform(3, false)))
                .withMessage("the increments of a cumulative sum must have mean 0, not 3.0");
    }
}
