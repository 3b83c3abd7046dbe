// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.NoConfig;
import org.seqmem.api.model.PositionEncoding;
import org.seqmem.api.model.PositionEncodingPlugin;
import org.seqmem.api.model.SequenceBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.plugins.models.LayerVectors;
import org.seqmem.plugins.models.attention.RopeConfig.Pairs;
import org.seqmem.testkit.ModelUnderTest;
import org.seqmem.testkit.ReferenceVectors;

class AttentionLayerTest {

    private static final String FILE = "/vectors/attention.json";

    /** Absolute, at values of order one: sums of some ten terms in another order. */
    private static final double REORDERING = 1e-12;

    private static final RandomStreams STREAMS = RandomStreams.of(1);

    /** Positions and one layer, as they stand in the model. */
    private static final class Encoded extends SequenceBlock {

        private final PositionEncoding position;
        private final AttentionLayer layer;

        Encoded(PositionEncoding position, int size, int heads) {
            super(STREAMS);
            this.position = child("position", position);
            this.layer = child("layer", layer(size, heads, position));
        }

        @Override
        protected NDArray forward(NDArray x, Weights weights) {
            return layer.apply(position.apply(x, weights), weights);
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return inputShapes;
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void meetsTheReferenceVectors(ReferenceVectors.Case vector, DataType type) {
        int size = vector.integer("/parameters/model");
        int heads = vector.integer("/parameters/heads");
        String scheme = vector.text("/parameters/position");
        boolean learned = scheme.equals("learned");
        int length =
                learned
                        ? (int) vector.shape("/inputs/position_table").get(0)
                        : vector.integer("/parameters/T");
        PositionEncoding position = position(scheme, length, size, heads);
        Map<String, String> parameters = new LinkedHashMap<>();
        if (learned) {
            parameters.put("position_table", "position_table");
        }
        parameters.put("layer_norm_gain", "ln_gain");
        parameters.put("layer_norm_bias", "ln_bias");
        parameters.put("layer_qkv_weight", "wq+wk+wv");
        parameters.put("layer_qkv_bias", "bq+bk+bv");
        parameters.put("layer_projection_weight", "wo");
        parameters.put("layer_projection_bias", "bo");
        LayerVectors.assertMet(
                ReferenceVectors.read(getClass(), FILE),
                vector,
                new Encoded(position, size, heads),
                "x",
                parameters,
                type);
    }

    static Stream<Arguments> vectors() {
        return ReferenceVectors.read(AttentionLayerTest.class, FILE).cases().stream()
                .flatMap(
                        vector ->
                                Stream.of(
                                        arguments(vector, DataType.FLOAT64),
                                        arguments(vector, DataType.FLOAT32)));
    }

    @Test
    void addsTheTableOfTheReference() {
        ReferenceVectors.Case vector =
                ReferenceVectors.read(getClass(), FILE).cases().stream()
                        .filter(c -> c.toString().equals("sinusoidal"))
                        .findFirst()
                        .orElseThrow();
        double[] expected = vector.numbers("/expected/position_table");
        Shape shape = vector.shape("/expected/position_table");
        // made for half the length: a longer sequence than promised gets its waves too
        for (int length : new int[] {(int) shape.get(0) / 2, (int) shape.get(0), 20}) {
            SequenceShape sequence =
                    new SequenceShape((int) shape.get(0), (int) shape.get(1), (int) shape.get(1));
            try (ModelUnderTest model =
                    ModelUnderTest.of(
                            position("sinusoidal", length, (int) shape.get(1), 2),
                            sequence,
                            DataType.FLOAT64,
                            Map.of())) {
                double[] table = model.output(new double[expected.length], 1);
                for (int i = 0; i < expected.length; i++) {
                    assertThat(table[i]).isCloseTo(expected[i], Offset.offset(1e-14));
                }
            }
        }
    }

    @Test
    void matrixProductsEqualTheLoopOverHeadsQueriesAndKeys() {
        // batch, length, heads, head size
        int[][] sizes = {{1, 1, 1, 1}, {1, 7, 1, 3}, {3, 1, 2, 2}, {2, 9, 3, 2}, {1, 33, 2, 4}};
        for (int[] size : sizes) {
            int width = size[2] * size[3];
            SequenceShape shape = new SequenceShape(size[1], width, width);
            RandomStream stream = STREAMS.stream("x");
            double[] x = new double[size[0] * size[1] * width];
            Arrays.setAll(x, i -> stream.nextGaussian());
            AttentionLayer layer = layer(width, size[2], position("none", size[1], width, size[2]));
            try (ModelUnderTest model =
                    ModelUnderTest.of(layer, shape, DataType.FLOAT64, Map.of())) {
                Map<String, double[]> parameters = new LinkedHashMap<>();
                LayerVectors.plainNames(model.block())
                        .forEach((plain, n) -> parameters.put(plain, get(model.parameters(), n)));
                double[] expected = loop(x, size, parameters);
                double[] actual = model.output(x, size[0]);
                for (int i = 0; i < expected.length; i++) {
                    assertThat(actual[i])
                            .as("number %d at %s", i, Arrays.toString(size))
                            .isCloseTo(expected[i], Offset.offset(REORDERING));
                }
            }
        }
    }

    private static AttentionLayer layer(int size, int heads, PositionEncoding position) {
        return new AttentionLayer(
                size, heads, 0, NormPlace.PRE, position, OptionalInt.empty(), STREAMS);
    }

    private static PositionEncoding position(String scheme, int length, int size, int heads) {
        PositionEncodingPlugin.Sizes sizes = new PositionEncodingPlugin.Sizes(length, size, heads);
        return switch (scheme) {
            case "none" -> new NonePlugin().create(new NoConfig(), sizes, STREAMS);
            case "sinusoidal" ->
                    new SinusoidalPlugin().create(new SinusoidalConfig(10000), sizes, STREAMS);
            case "learned" -> new LearnedPlugin().create(new NoConfig(), sizes, STREAMS);
            case "rope-half-split" ->
                    new RopePlugin().create(new RopeConfig(10000, Pairs.HALF), sizes, STREAMS);
            case "rope-interleaved" ->
                    new RopePlugin()
                            .create(new RopeConfig(10000, Pairs.INTERLEAVED), sizes, STREAMS);
            case "alibi" -> new AlibiPlugin().create(new NoConfig(), sizes, STREAMS);
            default -> throw new IllegalArgumentException(scheme);
        };
    }

    /** The formulas of the layer, one number at a time. */
    private static double[] loop(double[] x, int[] size, Map<String, double[]> parameters) {
        int length = size[1];
        int headSize = size[3];
        int width = size[2] * headSize;
        double[] y = x.clone();
        for (int b = 0; b < size[0]; b++) {
            double[][] rows = new double[length][];
            for (int t = 0; t < length; t++) {
                int from = (b * length + t) * width;
                rows[t] =
                        affine(
                                normalised(Arrays.copyOfRange(x, from, from + width)),
                                get(parameters, "qkv_weight"),
                                get(parameters, "qkv_bias"));
            }
            for (int t = 0; t < length; t++) {
                double[] mixed = new double[width];
                for (int h = 0; h < size[2]; h++) {
                    int at = h * headSize;
                    double[] a = new double[t + 1];
                    for (int s = 0; s <= t; s++) {
                        for (int i = 0; i < headSize; i++) {
                            a[s] += rows[t][at + i] * rows[s][width + at + i];
                        }
                        a[s] = Math.exp(a[s] / Math.sqrt((double) headSize));
                    }
                    double sum = Arrays.stream(a).sum();
                    for (int s = 0; s <= t; s++) {
                        for (int i = 0; i < headSize; i++) {
                            mixed[at + i] += a[s] / sum * rows[s][2 * width + at + i];
                        }
                    }
                }
                double[] projected =
                        affine(
                                mixed,
                                get(parameters, "projection_weight"),
                                get(parameters, "projection_bias"));
                for (int i = 0; i < width; i++) {
                    y[(b * length + t) * width + i] += projected[i];
                }
            }
        }
        return y;
    }

    /** A layer norm with gain 1 and bias 0, its initial values. */
    private static double[] normalised(double[] x) {
        double mean = Arrays.stream(x).average().orElseThrow();
        double variance =
                Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        // the engine takes epsilon in single precision
        return Arrays.stream(x).map(v -> (v - mean) / Math.sqrt(variance + 1e-5f)).toArray();
    }

    private static double[] affine(double[] x, double[] weight, double[] bias) {
        double[] y = bias.clone();
        for (int o = 0; o < y.length; o++) {
            for (int i = 0; i < x.length; i++) {
                y[o] += weight[o * x.length + i] * x[i];
            }
        }
        return y;
    }

    private static <V> V get(Map<String, V> map, String name) {
        return Objects.requireNonNull(map.get(name), name);
    }
}
