// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.testkit.InputProcessCompatibilityKit;

class UniformTest extends InputProcessCompatibilityKit<UniformConfig> {

    @Override
    protected UniformPlugin plugin() {
        return new UniformPlugin();
    }

    @Override
    protected UniformConfig example() {
        return new UniformConfig(3, true);
    }

    /** With variance 3 the values fill [-3, 3): of 10^5, some lie within 1e-3 of either end. */
    @Test
    void fillsItsIntervalAndNoMore() {
        double[] values = new double[100_000];
        new Uniform(3, true).draw(RandomStreams.of(1).stream("test"), values, 1);

        assertThat(Arrays.stream(values).min().orElseThrow()).isBetween(-3.0, -2.999);
        assertThat(Arrays.stream(values).max().orElseThrow()).isBetween(2.999, Math.nextDown(3.0));
    }
}
