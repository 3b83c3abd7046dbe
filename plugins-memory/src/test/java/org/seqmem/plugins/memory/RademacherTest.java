// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.testkit.InputProcessCompatibilityKit;

class RademacherTest extends InputProcessCompatibilityKit<RademacherConfig> {

    @Override
    protected RademacherPlugin plugin() {
        return new RademacherPlugin();
    }

    @Override
    protected RademacherConfig example() {
        return new RademacherConfig(2.25);
    }

    @Test
    void drawsNothingBetweenTheTwoValues() {
        double[] values = new double[1000];
        new Rademacher(2.25).draw(RandomStreams.of(1).stream("x"), values, 2);

        assertThat(values).containsOnly(-1.5, 1.5);
    }
}
