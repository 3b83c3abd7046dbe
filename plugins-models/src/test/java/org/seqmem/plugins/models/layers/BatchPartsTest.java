// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchPartsTest {

    private static final int LONG = 1 << 10;
    private static final int WIDE = 1 << 7;

    @Test
    void takesAsManySequencesAsFitAndPutsTheirOutputsTogether() {
        try (NDManager manager = Engine.getInstance().newBaseManager()) {
            NDArray x = manager.arange(5f * LONG).reshape(5, LONG, 1);
            List<Long> parts = new ArrayList<>();
            NDArray y =
                    BatchParts.run(
                            x,
                            WIDE,
                            part -> {
                                parts.add(part.getShape().get(0));
                                return part.add(1);
                            });

            assertThat(parts).containsExactly(2L, 2L, 1L);
            assertThat(y.toFloatArray()).isEqualTo(x.add(1).toFloatArray());
        }
    }

    @Test
    void leavesASmallBatchWhole() {
        try (NDManager manager = Engine.getInstance().newBaseManager()) {
            NDArray x = manager.ones(new Shape(2, LONG, 1));

            assertThat(BatchParts.run(x, WIDE, part -> part)).isSameAs(x);
        }
    }

    @Test
    void takesOneSequenceHoweverLongItIs() {
        try (NDManager manager = Engine.getInstance().newBaseManager()) {
            NDArray x = manager.ones(new Shape(2, 4L * LONG, 1));

            assertThat(BatchParts.run(x, WIDE, part -> part.mul(part)).getShape())
                    .isEqualTo(x.getShape());
        }
    }

    @Test
    void addsTheGradientsOfParts() {
        try (NDManager manager = Engine.getInstance().newBaseManager()) {
            NDArray x = manager.ones(new Shape(5, LONG, 1));
            NDArray weight = manager.ones(new Shape(1));
            weight.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(BatchParts.run(x, WIDE, part -> part.mul(weight)).sum());
            }

            assertThat(weight.getGradient().getFloat()).isEqualTo(5f * LONG);
        }
    }
}
