// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seqmem.testkit.ModelUnderTest;

class AttentionMaskTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1, 9, 1",
        "4, 4, 9, 2",
        "1, 7, 9, 1",
        "3, 7, 9, 2",
        "5, 5, 2, 1",
        "4, 6, 1, 3",
        "2, 9, 3, 2"
    })
    void hidesWhatIsAheadAndWhatIsTooFarBack(int queries, int keys, int window, int heads) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray like = manager.zeros(new Shape(1), DataType.FLOAT64);
            NDArray bias = manager.randomUniform(1, 2, new Shape(heads, keys), DataType.FLOAT64);
            double[] byDistance = ModelUnderTest.numbers(bias);
            double[] plain = mask(queries, keys, window, Optional.empty(), like);
            double[] biased = mask(queries, keys, window, Optional.of(bias), like);
            assertThat(plain).hasSize(queries * keys);
            assertThat(biased).hasSize(heads * queries * keys);
            for (int h = 0; h < heads; h++) {
                for (int i = 0; i < queries; i++) {
                    for (int j = 0; j < keys; j++) {
                        int distance = keys - queries + i - j;
                        boolean seen = distance >= 0 && distance < window;
                        int place = i * keys + j;
                        assertThat(plain[place])
                                .as("query %d, key %d", i, j)
                                .isEqualTo(seen ? 0 : Double.NEGATIVE_INFINITY);
                        assertThat(biased[h * queries * keys + place])
                                .as("head %d, query %d, key %d", h, i, j)
                                .isEqualTo(
                                        seen
                                                ? byDistance[h * keys + distance]
                                                : Double.NEGATIVE_INFINITY);
                    }
                }
            }
        }
    }

    @Test
    void aBiasLearnsFromAllPairsOfItsDistance() {
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            NDArray bias = manager.zeros(new Shape(1, 4), DataType.FLOAT64);
            bias.setRequiresGradient(true);
            NDArray mask = AttentionMask.of(4, 4, OptionalInt.of(3), Optional.of(bias), bias).exp();
            collector.backward(mask.sum());
            // exp of minus infinity is 0, and so is its derivative; 4, 3 and 2 pairs are left
            assertThat(ModelUnderTest.numbers(bias.getGradient())).containsExactly(4, 3, 2, 0);
        }
    }

    @Test
    void anInfiniteLaterInputDoesNotComeThroughTheMask() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray like = manager.zeros(new Shape(1));
            NDArray mask = AttentionMask.of(4, 4, OptionalInt.empty(), Optional.empty(), like);
            double[] numbers =
                    ModelUnderTest.numbers(
                            manager.full(new Shape(4, 4), 1e30f).add(mask).softmax(-1));
            for (int t = 0; t < 4; t++) {
                for (int s = t + 1; s < 4; s++) {
                    assertThat(numbers[4 * t + s]).isZero();
                }
            }
        }
    }

    private static double[] mask(
            int queries, int keys, int window, Optional<NDArray> bias, NDArray like) {
        return ModelUnderTest.numbers(
                AttentionMask.of(queries, keys, OptionalInt.of(window), bias, like));
    }
}
