// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.model.SequenceBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.plugins.models.LayerVectors;
import org.seqmem.testkit.ModelUnderTest;
import org.seqmem.testkit.ReferenceVectors;

class ConvolutionBlockTest {

    private static final String FILE = "/vectors/tcn.json";

    /** Relative: the same products, added in another order, some ten terms of them. */
    private static final double REORDERING = 1e-13;

    /** Blocks on each other, between the layouts of the vectors and of the blocks. */
    private static final class Stack extends SequenceBlock {

        private final List<SequenceBlock> blocks = new ArrayList<>();

        Stack(List<? extends SequenceBlock> blocks) {
            super(RandomStreams.of(1));
            for (SequenceBlock block : blocks) {
                this.blocks.add(child("block" + this.blocks.size(), block));
            }
        }

        @Override
        protected NDArray forward(NDArray x, Weights weights) {
            NDArray h = x.transpose(1, 0, 2);
            for (SequenceBlock block : blocks) {
                h = block.apply(h, weights);
            }
            return h.transpose(1, 0, 2);
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return blocks.get(blocks.size() - 1).getOutputShapes(inputShapes);
        }

        @Override
        protected void initializeChildBlocks(
                NDManager manager, DataType dataType, Shape... shapes) {
            Shape[] current = shapes;
            for (SequenceBlock block : blocks) {
                block.initialize(manager, dataType, current);
                current = block.getOutputShapes(current);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void meetsTheReferenceVectors(ReferenceVectors.Case vector, DataType type) {
        double[] channels = vector.numbers("/parameters/channels");
        double[] dilations = vector.numbers("/parameters/dilations");
        boolean weightNorm = vector.node().at("/parameters/weight_norm").asBoolean();
        boolean finalRelu = vector.node().at("/parameters/final_relu").asBoolean();
        List<ConvolutionBlock> blocks = new ArrayList<>();
        for (int i = 0; i < dilations.length; i++) {
            TcnConfig config =
                    new TcnConfig(
                            (int) channels[i + 1],
                            1,
                            vector.integer("/parameters/kernel"),
                            2,
                            0,
                            weightNorm,
                            finalRelu);
            blocks.add(
                    new ConvolutionBlock(
                            (int) channels[i],
                            (int) dilations[i],
                            config,
                            RandomStreams.of(1).scope("block" + i)));
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String name : vector.names("/inputs")) {
            if (!name.equals("x")) {
                String plain = name.replaceFirst("(.*)_(\\d)$", "block$2_$1");
                parameters.put(plain.replaceFirst("_([vg])$", "_weight_$1"), name);
            }
        }
        LayerVectors.assertMet(
                ReferenceVectors.read(getClass(), FILE),
                vector,
                new Stack(blocks),
                "x",
                parameters,
                type);
    }

    static Stream<Arguments> vectors() {
        return ReferenceVectors.read(ConvolutionBlockTest.class, FILE).cases().stream()
                .flatMap(
                        vector ->
                                Stream.of(
                                        arguments(vector, DataType.FLOAT64),
                                        arguments(vector, DataType.FLOAT32)));
    }

    @Test
    void productsOnShiftedInputsEqualTheSumOverTaps() {
        // batch, length, inputs, outputs, taps, dilation; reaches beyond the sequence among them
        int[][] sizes = {
            {1, 1, 1, 1, 2, 1},
            {1, 1, 2, 3, 3, 4},
            {2, 7, 3, 2, 2, 3},
            {3, 5, 1, 4, 4, 2},
            {1, 33, 2, 2, 5, 8},
            {2, 6, 2, 1, 2, 6},
            {4, 9, 3, 3, 1, 1}
        };
        for (int[] size : sizes) {
            RandomStreams streams = RandomStreams.of(11);
            CausalConvolution layer =
                    new CausalConvolution(size[2], size[3], size[4], size[5], false, streams);
            SequenceShape shape = new SequenceShape(size[1], size[2], size[3]);
            double[] x = random(streams.stream("x"), size[0] * size[1] * size[2]);
            try (ModelUnderTest model =
                    ModelUnderTest.of(
                            new Stack(List.of(layer)), shape, DataType.FLOAT64, Map.of())) {
                Map<String, double[]> parameters = model.parameters();
                Map<String, String> names = LayerVectors.plainNames(model.block());
                double[] expected =
                        sumOverTaps(
                                x,
                                size,
                                value(parameters, value(names, "block0_weight")),
                                value(parameters, value(names, "block0_bias")));
                double[] actual = model.output(x, size[0]);
                assertThat(actual).hasSameSizeAs(expected);
                for (int i = 0; i < actual.length; i++) {
                    assertThat(actual[i])
                            .as("number %d at %s", i, Arrays.toString(size))
                            .isCloseTo(expected[i], Offset.offset(REORDERING * 10));
                }
            }
        }
    }

    @Test
    void weightNormStartsAtTheWeightsWithoutIt() {
        SequenceShape shape = new SequenceShape(6, 2, 3);
        double[] x = random(RandomStreams.of(3).stream("x"), 12);
        List<double[]> outputs = new ArrayList<>();
        for (boolean weightNorm : new boolean[] {false, true}) {
            // the streams are named after the parameter, so the two draw different weights
            CausalConvolution layer =
                    new CausalConvolution(2, 3, 2, 1, weightNorm, RandomStreams.of(5));
            Map<String, double[]> given =
                    weightNorm ? Map.of() : Map.of("01block0_weight", normalised(shape));
            try (ModelUnderTest model =
                    ModelUnderTest.of(new Stack(List.of(layer)), shape, DataType.FLOAT64, given)) {
                double[] bias = value(model.parameters(), "01block0_bias");
                double[] output = model.output(x, 1);
                for (int i = 0; i < output.length; i++) {
                    output[i] -= bias[i % 3];
                }
                outputs.add(output);
            }
        }
        for (int i = 0; i < outputs.get(0).length; i++) {
            assertThat(outputs.get(1)[i]).isCloseTo(outputs.get(0)[i], Offset.offset(REORDERING));
        }
    }

    /** The directions that a layer with weight norm starts with. */
    private static double[] normalised(SequenceShape shape) {
        CausalConvolution layer = new CausalConvolution(2, 3, 2, 1, true, RandomStreams.of(5));
        try (ModelUnderTest model =
                ModelUnderTest.of(new Stack(List.of(layer)), shape, DataType.FLOAT64, Map.of())) {
            return value(model.parameters(), "01block0_weight_v");
        }
    }

    private static double[] sumOverTaps(double[] x, int[] size, double[] weight, double[] bias) {
        int batch = size[0];
        int length = size[1];
        int inputs = size[2];
        int outputs = size[3];
        int taps = size[4];
        double[] y = new double[batch * length * outputs];
        for (int b = 0; b < batch; b++) {
            for (int t = 0; t < length; t++) {
                for (int o = 0; o < outputs; o++) {
                    double sum = bias[o];
                    for (int k = 0; k < taps; k++) {
                        int s = t - (taps - 1 - k) * size[5];
                        for (int i = 0; s >= 0 && i < inputs; i++) {
                            sum +=
                                    weight[(o * inputs + i) * taps + k]
                                            * x[(b * length + s) * inputs + i];
                        }
                    }
                    y[(b * length + t) * outputs + o] = sum;
                }
            }
        }
        return y;
    }

    private static double[] random(RandomStream stream, int size) {
        double[] values = new double[size];
        Arrays.setAll(values, i -> stream.nextGaussian());
        return values;
    }

    private static <T> T value(Map<String, T> map, String name) {
        return Objects.requireNonNull(map.get(name), name);
    }
}
