// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;

class PointwiseConvolutionTest {

    /** For sums of some thousand products of numbers about 1, with roundings of 6e-8. */
    private static final Offset<Float> TOLERANCE = Offset.offset(1e-3f);

    @ParameterizedTest
    @CsvSource({"17, 16, true", "16, 19, true", "16, 16, false"})
    void agreesWithTheProductInValueAndGradient(int in, int out, boolean biased) {
        try (NDManager manager = Engine.getInstance().newBaseManager()) {
            RandomStream stream = RandomStreams.of(5).family("x").at(0);
            NDArray x = normal(manager, stream, new Shape(3, 1376, in));
            NDArray weight = normal(manager, stream, new Shape(out, in));
            NDArray bias = normal(manager, stream, new Shape(out));
            NDArray scale = normal(manager, stream, new Shape(3, 1376, out));
            assertThat(PointwiseConvolution.suits(x, weight)).isTrue();
            List<NDArray> leaves = biased ? List.of(x, weight, bias) : List.of(x, weight);
            leaves.forEach(leaf -> leaf.setRequiresGradient(true));
            NDList found = new NDList();
            NDList expected = new NDList();
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray y = PointwiseConvolution.apply(x, weight, biased ? bias : null);
                collector.backward(y.mul(scale).sum());
                found.add(y);
                leaves.forEach(leaf -> found.add(leaf.getGradient().duplicate()));
                collector.zeroGradients();
                NDArray product = x.matMul(weight.transpose());
                NDArray z = biased ? product.add(bias) : product;
                collector.backward(z.mul(scale).sum());
                expected.add(z);
                leaves.forEach(leaf -> expected.add(leaf.getGradient()));
            }
            for (int i = 0; i < expected.size(); i++) {
                assertThat(found.get(i).getShape()).isEqualTo(expected.get(i).getShape());
                assertThat(found.get(i).toFloatArray())
                        .containsExactly(expected.get(i).toFloatArray(), TOLERANCE);
            }
        }
    }

    @Test
    void leavesFewVectorsAndDoublesToProducts() {
        try (NDManager manager = Engine.getInstance().newBaseManager()) {
            NDArray weight = manager.zeros(new Shape(16, 16));
            assertThat(suits(manager, new Shape(4112, 16), DataType.FLOAT32, weight)).isTrue();
            assertThat(suits(manager, new Shape(4096, 16), DataType.FLOAT32, weight)).isFalse();
            assertThat(suits(manager, new Shape(4113, 16), DataType.FLOAT32, weight)).isFalse();
            assertThat(suits(manager, new Shape(4112, 16), DataType.FLOAT64, weight)).isFalse();
            NDArray narrow = manager.zeros(new Shape(15, 64));
            assertThat(suits(manager, new Shape(9600, 64), DataType.FLOAT32, narrow)).isFalse();
        }
    }

    private static boolean suits(NDManager manager, Shape shape, DataType type, NDArray weight) {
        return PointwiseConvolution.suits(manager.zeros(shape, type), weight);
    }

    private static NDArray normal(NDManager manager, RandomStream stream, Shape shape) {
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) stream.nextGaussian();
        }
        return manager.create(values, shape);
    }
}
