// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.seqmem.testkit.ModelUnderTest.array;
import static org.seqmem.testkit.ModelUnderTest.numbers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.testkit.ReferenceVectors;

class RecurrentCellTest {

    /** A logistic of 50 differs from 1 by 2e-22, which is nothing in double precision. */
    private static final double OPEN = 50;

    private static final List<String> WEIGHTS =
            List.of("weight_ih", "weight_hh", "bias_ih", "bias_hh");
    private static final List<String> STATES = List.of("h0", "c0");

    /** What a layer computes and, of the sum of the squared outputs, every derivative. */
    private record Pass(Map<String, double[]> values, Map<String, double[]> gradients) {}

    /** A way to run a cell. */
    private enum Path {
        KERNEL {
            @Override
            NDList run(RecurrentCell cell, NDArray x, NDList start, NDList weights) {
                return cell.run(x, start, weights);
            }
        },
        LOOP {
            @Override
            NDList run(RecurrentCell cell, NDArray x, NDList start, NDList weights) {
                return cell.loop(x, start, weights);
            }
        };

        abstract NDList run(RecurrentCell cell, NDArray x, NDList start, NDList weights);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void meetsTheReferenceVectors(ReferenceVectors.Case vector, Path path, DataType type) {
        ReferenceVectors file = ReferenceVectors.read(getClass(), "/vectors/rnn-cells.json");
        Map<String, double[]> inputs = new LinkedHashMap<>();
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (String name : vector.names("/inputs")) {
            inputs.put(name, vector.numbers("/inputs/" + name));
            shapes.put(name, vector.shape("/inputs/" + name));
        }
        Pass pass = pass(path, cell(vector), inputs, shapes, type);
        pass.values()
                .forEach(
                        (name, value) ->
                                file.assertMet(
                                        value, vector.numbers("/expected/" + name), type, name));
        pass.gradients()
                .forEach(
                        (name, value) ->
                                file.assertMet(
                                        value,
                                        vector.numbers("/expected/gradients/" + name),
                                        type,
                                        "gradient of " + name));
        assertThat(pass.gradients().keySet())
                .containsExactlyInAnyOrderElementsOf(vector.names("/expected/gradients"));
    }

    static Stream<Arguments> vectors() {
        return ReferenceVectors.read(RecurrentCellTest.class, "/vectors/rnn-cells.json")
                .cases()
                .stream()
                .flatMap(
                        vector ->
                                Stream.of(Path.values())
                                        .flatMap(
                                                path ->
                                                        Stream.of(
                                                                arguments(
                                                                        vector,
                                                                        path,
                                                                        DataType.FLOAT64),
                                                                arguments(
                                                                        vector,
                                                                        path,
                                                                        DataType.FLOAT32))));
    }

    private static RecurrentCell cell(ReferenceVectors.Case vector) {
        return switch (vector.text("/parameters/cell")) {
            case "tanh" -> RecurrentCell.TANH;
            case "lstm" -> RecurrentCell.LSTM;
            case "gru" -> RecurrentCell.GRU;
            case "gru-reset-before" -> RecurrentCell.GRU_RESET_BEFORE;
            default -> throw new IllegalArgumentException(vector.text("/parameters/cell"));
        };
    }

    @ParameterizedTest
    @EnumSource
    void kernelEqualsLoopOnRandomShapes(RecurrentCell cell) {
        int[][] shapes = {{1, 1, 1, 1}, {1, 3, 2, 5}, {7, 1, 3, 4}, {13, 5, 1, 17}, {2, 2, 9, 3}};
        for (int[] s : shapes) {
            kernelEqualsLoop(cell, s);
        }
    }

    /** Three parts, the last of which is smaller. */
    @Test
    void lstmTakesLongSequencesInParts() {
        kernelEqualsLoop(RecurrentCell.LSTM, new int[] {600, 70, 1, 16});
    }

    private static void kernelEqualsLoop(RecurrentCell cell, int[] s) {
        for (DataType type : List.of(DataType.FLOAT64, DataType.FLOAT32)) {
            Map<String, Shape> sizes = shapes(cell, s[0], s[1], s[2], s[3]);
            Map<String, double[]> inputs = random(sizes);
            Pass kernel = pass(Path.KERNEL, cell, inputs, sizes, type);
            Pass loop = pass(Path.LOOP, cell, inputs, sizes, type);
            String where = cell + " at T, B, in, H = " + Arrays.toString(s) + ", " + type;
            assertClose(kernel.values(), loop.values(), type, where);
            assertClose(kernel.gradients(), loop.gradients(), type, "gradient, " + where);
        }
    }

    @Test
    void lstmWithOpenForgetAndClosedInputGatesKeepsItsCell() {
        Map<String, Shape> shapes = shapes(RecurrentCell.LSTM, 40, 2, 3, 4);
        Map<String, double[]> inputs = random(shapes);
        // Small weights, so that the biases decide about the gates.
        inputs.replaceAll((n, v) -> n.startsWith("weight") ? scaled(v, 0.1) : v);
        inputs.put("bias_hh", new double[16]);
        inputs.put("bias_ih", blocks(4, -OPEN, OPEN, 0, 0));
        Pass pass = pass(Path.KERNEL, RecurrentCell.LSTM, inputs, shapes, DataType.FLOAT64);
        double[] c0 = at(inputs, "c0");
        double[] c = at(pass.values(), "c_final");
        assertThat(c).hasSameSizeAs(c0);
        for (int i = 0; i < c0.length; i++) {
            assertThat(c[i]).isCloseTo(c0[i], Offset.offset(1e-12));
        }
    }

    @Test
    void gruWithOpenUpdateGateKeepsItsState() {
        Map<String, Shape> shapes = shapes(RecurrentCell.GRU, 40, 2, 3, 4);
        Map<String, double[]> inputs = random(shapes);
        inputs.replaceAll((n, v) -> n.startsWith("weight") ? scaled(v, 0.1) : v);
        inputs.put("bias_hh", new double[12]);
        inputs.put("bias_ih", blocks(4, 0, OPEN, 0));
        Pass pass = pass(Path.KERNEL, RecurrentCell.GRU, inputs, shapes, DataType.FLOAT64);
        double[] h0 = at(inputs, "h0");
        double[] h = at(pass.values(), "h_final");
        assertThat(h).hasSameSizeAs(h0);
        for (int i = 0; i < h0.length; i++) {
            assertThat(h[i]).isCloseTo(h0[i], Offset.offset(1e-12));
        }
    }

    @Test
    void gruWithClosedGatesSeesOnlyThePresentInput() {
        Map<String, Shape> shapes = shapes(RecurrentCell.GRU, 6, 1, 1, 1);
        Map<String, double[]> inputs = random(shapes);
        inputs.put("weight_ih", new double[] {0, 0, 1});
        inputs.put("weight_hh", new double[] {0, 0, 1});
        inputs.put("bias_hh", new double[3]);
        inputs.put("bias_ih", new double[] {-OPEN, -OPEN, 0.5});
        Pass pass = pass(Path.KERNEL, RecurrentCell.GRU, inputs, shapes, DataType.FLOAT64);
        double[] x = at(inputs, "x");
        double[] h = at(pass.values(), "output");
        for (int t = 0; t < x.length; t++) {
            assertThat(h[t]).isCloseTo(Math.tanh(x[t] + 0.5), Offset.offset(1e-12));
        }
    }

    /** Runs a cell on x (B, T, in), states (B, H) and weights, all by name. */
    private static Pass pass(
            Path path,
            RecurrentCell cell,
            Map<String, double[]> inputs,
            Map<String, Shape> shapes,
            DataType type) {
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            inputs.forEach(
                    (name, values) -> {
                        NDArray array = array(manager, values, at(shapes, name), type);
                        array.setRequiresGradient(true);
                        arrays.put(name, array);
                    });
            NDList start = new NDList();
            for (String state : STATES.subList(0, cell.states())) {
                start.add(at(arrays, state).expandDims(0));
            }
            NDList weights = new NDList(WEIGHTS.stream().map(name -> at(arrays, name)).toList());
            NDList states = path.run(cell, at(arrays, "x").swapAxes(0, 1), start, weights);
            NDArray output = states.get(0).swapAxes(0, 1);
            NDArray loss = output.square().sum();
            collector.backward(loss);

            Map<String, double[]> values = new LinkedHashMap<>();
            values.put("output", numbers(output));
            values.put("h_final", numbers(states.get(1)));
            if (cell == RecurrentCell.LSTM) {
                values.put("c_final", numbers(states.get(2)));
            }
            values.put("loss", numbers(loss));
            Map<String, double[]> gradients = new LinkedHashMap<>();
            arrays.forEach((name, array) -> gradients.put(name, numbers(array.getGradient())));
            return new Pass(values, gradients);
        }
    }

    private static Map<String, Shape> shapes(
            RecurrentCell cell, int length, int batch, int inputs, int hidden) {
        int rows = cell.gates() * hidden;
        Map<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put("x", new Shape(batch, length, inputs));
        STATES.subList(0, cell.states()).forEach(s -> shapes.put(s, new Shape(batch, hidden)));
        shapes.put("weight_ih", new Shape(rows, inputs));
        shapes.put("weight_hh", new Shape(rows, hidden));
        shapes.put("bias_ih", new Shape(rows));
        shapes.put("bias_hh", new Shape(rows));
        return shapes;
    }

    private static Map<String, double[]> random(Map<String, Shape> shapes) {
        Map<String, double[]> values = new LinkedHashMap<>();
        shapes.forEach(
                (name, shape) -> {
                    RandomStream stream = RandomStreams.of(1).stream(name);
                    double[] drawn = new double[(int) shape.size()];
                    Arrays.setAll(drawn, i -> stream.nextGaussian() / 2);
                    values.put(name, drawn);
                });
        return values;
    }

    /** A vector of blocks, each of one value. */
    private static double[] blocks(int hidden, double... values) {
        double[] vector = new double[hidden * values.length];
        Arrays.setAll(vector, i -> values[i / hidden]);
        return vector;
    }

    private static double[] scaled(double[] values, double factor) {
        return Arrays.stream(values).map(value -> factor * value).toArray();
    }

    private static <T> T at(Map<String, T> map, String name) {
        return Objects.requireNonNull(map.get(name), name);
    }

    /** Relative to the largest entry: sums in another order over some ten steps. */
    private static double reordering(DataType type) {
        return type == DataType.FLOAT64 ? 1e-12 : 2e-5;
    }

    private static void assertClose(
            Map<String, double[]> actual,
            Map<String, double[]> expected,
            DataType type,
            String where) {
        expected.forEach(
                (name, values) -> {
                    double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
                    double[] numbers = at(actual, name);
                    assertThat(numbers).as("%s, %s", name, where).hasSameSizeAs(values);
                    for (int i = 0; i < values.length; i++) {
                        assertThat(numbers[i])
                                .as("%s, number %d, %s", name, i, where)
                                .isCloseTo(
                                        values[i],
                                        Offset.offset(reordering(type) * Math.max(1, largest)));
                    }
                });
    }
}
