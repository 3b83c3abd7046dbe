// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.seqmem.api.NoConfig;
import org.seqmem.api.Use;
import org.seqmem.api.model.PositionEncoding;
import org.seqmem.api.model.PositionEncodingPlugin.Facts;
import org.seqmem.api.model.PositionEncodingPlugin.Sizes;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.testkit.ModelUnderTest;

/** What is exactly true of the encodings. */
class PositionEncodingsTest {

    private static final RandomStreams STREAMS = RandomStreams.of(1);
    private static final Sizes SIZES = new Sizes(128, 16, 2);

    /** Sums of eight products of order one, in double precision. */
    private static final double ROUNDING = 1e-12;

    @ParameterizedTest
    @EnumSource
    void ropeMakesScoresOfTheDistanceAlone(RopeConfig.Pairs pairs) {
        PositionEncoding rope =
                new RopePlugin().create(new RopeConfig(10000, pairs), SIZES, STREAMS);
        try (NDManager manager = NDManager.newBaseManager()) {
            Shape shape = new Shape(1, 1, 5, 8);
            NDArray q = manager.randomNormal(0, 1, shape, DataType.FLOAT64);
            NDArray k = manager.randomNormal(0, 1, shape, DataType.FLOAT64);
            double[] early = scores(rope, q, k, 0, weights(manager));
            double[] late = scores(rope, q, k, 100_000, weights(manager));
            for (int i = 0; i < early.length; i++) {
                // an angle of 1e5 has five digits less
                assertThat(late[i]).isCloseTo(early[i], Offset.offset(1e5 * ROUNDING));
            }
            double before = q.square().sum().getDouble();
            double after = rope.rotate(q, 77, weights(manager)).square().sum().getDouble();
            assertThat(after).isCloseTo(before, Offset.offset(before * ROUNDING));
        }
    }

    private static double[] scores(
            PositionEncoding rope, NDArray q, NDArray k, long first, Weights weights) {
        NDArray keys = rope.rotate(k, first, weights).transpose(0, 1, 3, 2);
        return ModelUnderTest.numbers(rope.rotate(q, first, weights).matMul(keys));
    }

    @Test
    void alibiIsALineWithASlopeForEachHead() {
        PositionEncoding alibi = new AlibiPlugin().create(new NoConfig(), SIZES, STREAMS);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray like = manager.zeros(new Shape(1), DataType.FLOAT64);
            double[] bias =
                    ModelUnderTest.numbers(alibi.bias(9, like, weights(manager)).orElseThrow());
            for (int n = 0; n < 9; n++) {
                assertThat(bias[n]).isEqualTo(-n / 16.0);
                assertThat(bias[9 + n]).isEqualTo(-n / 256.0);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "15, 15",
        "16, 16",
        "18, 16",
        "20, 17",
        "32, 21",
        "64, 26",
        "100, 30",
        "113, 31",
        "127, 31",
        "128, 31",
        "100000, 31"
    })
    void t5SharesOutDistances(int distance, int bucket) {
        assertThat(new T5RelativeConfig(32, 128).bucket(distance)).isEqualTo(bucket);
    }

    @Test
    void t5AddsTheNumberOfABucket() {
        PositionEncoding t5 =
                new T5RelativePlugin().create(new T5RelativeConfig(4, 8), SIZES, STREAMS);
        try (NDManager manager = NDManager.newBaseManager()) {
            t5.initialize(manager, DataType.FLOAT64, new Shape(1, 1, 16));
            NDArray like = manager.zeros(new Shape(1), DataType.FLOAT64);
            double[] table = ModelUnderTest.numbers(t5.getParameters().valueAt(0).getArray());
            double[] bias =
                    ModelUnderTest.numbers(t5.bias(6, like, weights(manager)).orElseThrow());
            int[] buckets = {0, 1, 2, 2, 3, 3};
            for (int head = 0; head < 2; head++) {
                for (int n = 0; n < 6; n++) {
                    assertThat(bias[head * 6 + n]).isEqualTo(table[head * 4 + buckets[n]]);
                }
            }
        }
    }

    @Test
    void t5WantsBucketsThatFitTheDistances() {
        assertThatThrownBy(() -> new T5RelativeConfig(5, 128))
                .hasMessage("buckets must be even, but are 5");
        assertThatThrownBy(() -> new T5RelativeConfig(32, 16))
                .hasMessage("max-distance must be above half the buckets, 16, but is 16");
    }

    @Test
    void learnedPositionsEndWithTheirTable() {
        PositionEncoding learned =
                new LearnedPlugin().create(new NoConfig(), new Sizes(4, 2, 1), STREAMS);
        try (NDManager manager = NDManager.newBaseManager()) {
            learned.initialize(manager, DataType.FLOAT32, new Shape(1, 4, 2));
            NDArray x = manager.zeros(new Shape(1, 3, 2));
            assertThat(ModelUnderTest.numbers(learned.embed(x, 1, weights(manager))))
                    .isEqualTo(
                            ModelUnderTest.numbers(
                                    learned.getParameters().valueAt(0).getArray().get("1:4")));
            assertThatThrownBy(() -> learned.embed(x, 2, weights(manager)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "learned positions end after 4 steps, the length of the task, but the"
                                    + " sequence has 5");
        }
    }

    @Test
    void wavesKnowTheirDistance() {
        PositionEncoding waves =
                new SinusoidalPlugin().create(new SinusoidalConfig(10000), SIZES, STREAMS);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.zeros(new Shape(1, 1, 16), DataType.FLOAT64);
            Weights weights = weights(manager);
            // PE(p) . PE(p + k) does not depend on p, also beyond the length they were made for
            double expected =
                    waves.embed(x, 0, weights).mul(waves.embed(x, 5, weights)).sum().getDouble();
            for (long p : new long[] {1, 60, 126, 127, 500}) {
                double product =
                        waves.embed(x, p, weights)
                                .mul(waves.embed(x, p + 5, weights))
                                .sum()
                                .getDouble();
                assertThat(product).isCloseTo(expected, Offset.offset(ROUNDING));
            }
        }
    }

    @Test
    void theNarrowerOfTwoWindowsCounts() {
        SlidingWindowConfig wide =
                new SlidingWindowConfig(20, new Use<>(new NonePlugin(), new NoConfig()));
        SlidingWindowConfig narrow =
                new SlidingWindowConfig(8, new Use<>(new SlidingWindowPlugin(), wide));
        SlidingWindowConfig within =
                new SlidingWindowConfig(30, new Use<>(new SlidingWindowPlugin(), wide));
        assertThat(facts(narrow).window()).hasValue(8);
        assertThat(facts(within).window()).hasValue(20);
    }

    private static Facts facts(SlidingWindowConfig config) {
        return new SlidingWindowPlugin().facts(config, SIZES);
    }

    private static Weights weights(NDManager manager) {
        return new Weights(new ParameterStore(manager, false), manager.getDevice(), false);
    }
}
