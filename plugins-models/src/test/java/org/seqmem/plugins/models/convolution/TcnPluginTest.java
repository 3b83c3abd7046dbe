// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.api.Test;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.testkit.ModelCompatibilityKit;
import org.seqmem.testkit.ModelUnderTest;

class TcnPluginTest extends ModelCompatibilityKit<TcnConfig> {

    @Override
    protected ModelPlugin<TcnConfig> plugin() {
        return new TcnPlugin();
    }

    @Override
    protected TcnConfig learner() {
        return new TcnConfig(16, 3, 2, 2, 0, true, true);
    }

    @Override
    protected TcnConfig example() {
        return new TcnConfig(4, 2, 3, 2, 0, true, true);
    }

    @Test
    void gradientEndsExactlyAtTheReceptiveField() {
        TcnConfig config = new TcnConfig(16, 3, 2, 2, 0, false, true);
        int field = config.receptiveField();
        assertThat(field).isEqualTo(15);
        int length = field + 5;
        SequenceShape shape = new SequenceShape(length, 1, 1);
        try (ModelUnderTest model =
                        ModelUnderTest.of(plugin(), config, shape, DataType.FLOAT64, 4);
                NDManager step = model.manager().newSubManager();
                GradientCollector collector = step.getEngine().newGradientCollector()) {
            NDArray x = step.randomNormal(new Shape(8, length, 1), DataType.FLOAT64);
            x.setRequiresGradient(true);
            ParameterStore store = new ParameterStore(step, false);
            NDArray y = model.block().forward(store, new NDList(x), true).singletonOrThrow();
            int last = length - 1;
            collector.backward(y.get(":, " + last).square().sum());
            double[] byLag = x.getGradient().abs().sum(new int[] {0, 2}).flip(0).toDoubleArray();
            assertThat(byLag[field - 1]).as("the oldest input in sight").isGreaterThan(0);
            for (int lag = field; lag < length; lag++) {
                assertThat(byLag[lag]).as("input %d steps ago", lag).isZero();
            }
        }
    }

    @Test
    void hasTheReceptiveFieldsOfThePaper() {
        assertThat(new TcnConfig(1, 8, 8, 2, 0, true, true).receptiveField()).isEqualTo(3571);
        assertThat(new TcnConfig(1, 8, 7, 2, 0, true, true).receptiveField()).isEqualTo(3061);
    }

    @Test
    void oneConvolutionABlockSeesHalfAsFarBack() {
        for (int levels = 1; levels <= 7; levels++) {
            TcnConfig two = new TcnConfig(1, levels, 2, 2, 0, true, true);
            TcnConfig one = new TcnConfig(1, levels, 2, 1, 0, true, true);
            assertThat(one.receptiveField()).isEqualTo(1 << levels);
            assertThat(one.receptiveField() - 1).isEqualTo((two.receptiveField() - 1) / 2);
        }
    }

    @Test
    void theLargestReceptiveFieldIsStillANumber() {
        assertThat(new TcnConfig(1, 24, 64, 2, 0, true, true).receptiveField()).isPositive();
    }
}
