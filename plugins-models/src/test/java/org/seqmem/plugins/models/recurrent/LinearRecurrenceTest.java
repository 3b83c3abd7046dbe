// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.seqmem.testkit.ModelUnderTest.array;
import static org.seqmem.testkit.ModelUnderTest.numbers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.plugins.models.layers.Orthogonal;

class LinearRecurrenceTest {

    /** A way to run the recurrence on x, W, U and C. */
    private interface Path {
        NDArray run(NDArray x, NDArray w, NDArray u, NDArray c);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1, 1",
        "1, 3, 2, 4, 3",
        "2, 1, 1, 1, 3",
        "9, 2, 3, 2, 5",
        "37, 2, 1, 3, 8",
        "128, 2, 1, 1, 16",
        "200, 1, 2, 1, 4",
        "70, 2, 8, 32, 6"
    })
    void equalsTheLoop(int length, int batch, int inputs, int outputs, int hidden) {
        List<Shape> shapes = shapes(length, batch, inputs, outputs, hidden);
        for (DataType type : List.of(DataType.FLOAT64, DataType.FLOAT32)) {
            assertClose(
                    pass(LinearRecurrence::run, shapes, type),
                    pass(LinearRecurrenceTest::loop, shapes, type),
                    tolerance(type));
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "8", "16", "64"})
    void isTheSameForEveryLengthOfChunks(int chunk) {
        List<Shape> shapes = shapes(23, 3, 2, 2, 5);
        assertClose(
                pass(
                        (x, w, u, c) -> LinearRecurrence.run(x, w, u, c, chunk),
                        shapes,
                        DataType.FLOAT64),
                pass(LinearRecurrenceTest::loop, shapes, DataType.FLOAT64),
                tolerance(DataType.FLOAT64));
    }

    @Test
    void isExactlyCausalAcrossChunks() {
        int length = 23;
        int changed = 13;
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.randomNormal(new Shape(2, length, 1));
            NDArray later = x.duplicate();
            later.set(new NDIndex(":, {}:", changed), 5);
            NDArray w = manager.randomNormal(new Shape(4, 4)).mul(0.5);
            NDArray u = manager.randomNormal(new Shape(4, 1));
            NDArray c = manager.randomNormal(new Shape(1, 4));
            for (int chunk = 1; chunk <= 32; chunk *= 2) {
                NDIndex before = new NDIndex(":, :{}", changed);
                NDArray y = LinearRecurrence.run(x, w, u, c, chunk).get(before);
                NDArray other = LinearRecurrence.run(later, w, u, c, chunk).get(before);
                assertThat(numbers(other)).as("chunks of %d", chunk).isEqualTo(numbers(y));
            }
        }
    }

    @Test
    void answersAnImpulseWithTheGeometricSeries() {
        int length = 300;
        double decay = 0.9;
        try (NDManager manager = NDManager.newBaseManager()) {
            double[] impulse = new double[length];
            impulse[0] = 1;
            Shape one = new Shape(1, 1);
            NDArray y =
                    LinearRecurrence.run(
                            array(manager, impulse, new Shape(1, length, 1), DataType.FLOAT64),
                            array(manager, new double[] {decay}, one, DataType.FLOAT64),
                            array(manager, new double[] {2}, one, DataType.FLOAT64),
                            array(manager, new double[] {3}, one, DataType.FLOAT64));
            double[] response = numbers(y);
            for (int t = 0; t < length; t++) {
                assertThat(response[t])
                        .isCloseTo(
                                6 * Math.pow(decay, t), Offset.offset(tolerance(DataType.FLOAT64)));
            }
        }
    }

    /** Powers by doubling instead of one by one, sums in another order; some hundred steps. */
    private static double tolerance(DataType type) {
        return type == DataType.FLOAT64 ? 1e-12 : 5e-5;
    }

    private static NDArray loop(NDArray x, NDArray w, NDArray u, NDArray c) {
        NDArray h =
                x.getManager()
                        .zeros(
                                new Shape(x.getShape().get(0), w.getShape().get(0)),
                                x.getDataType());
        NDList outputs = new NDList();
        for (long t = 0; t < x.getShape().get(1); t++) {
            NDArray input = x.get(":, {}", t); // (B, d_in)
            h = h.matMul(w.transpose()).add(input.matMul(u.transpose()));
            outputs.add(h.matMul(c.transpose()));
        }
        return NDArrays.stack(outputs, 1);
    }

    private static List<Shape> shapes(int length, int batch, int inputs, int outputs, int hidden) {
        return List.of(
                new Shape(batch, length, inputs),
                new Shape(hidden, hidden),
                new Shape(hidden, inputs),
                new Shape(outputs, hidden));
    }

    /** The output and the derivatives of the sum of its squares by x, W, U and C. */
    private static List<double[]> pass(Path path, List<Shape> shapes, DataType type) {
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            List<NDArray> arrays = new ArrayList<>();
            for (Shape shape : shapes) {
                RandomStream stream = RandomStreams.of(1).stream("array " + arrays.size());
                double[] values =
                        arrays.size() == 1
                                ? new Orthogonal(0.97).values(stream, shape)
                                : new double[(int) shape.size()];
                if (arrays.size() != 1) {
                    Arrays.setAll(values, i -> stream.nextGaussian());
                }
                NDArray array = array(manager, values, shape, type);
                array.setRequiresGradient(true);
                arrays.add(array);
            }
            NDArray y = path.run(arrays.get(0), arrays.get(1), arrays.get(2), arrays.get(3));
            collector.backward(y.square().sum());
            List<double[]> results = new ArrayList<>();
            results.add(numbers(y));
            arrays.forEach(array -> results.add(numbers(array.getGradient())));
            return results;
        }
    }

    private static void assertClose(
            List<double[]> actual, List<double[]> expected, double relative) {
        for (int part = 0; part < expected.size(); part++) {
            double[] values = expected.get(part);
            double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
            assertThat(actual.get(part)).as("part %d", part).hasSameSizeAs(values);
            for (int i = 0; i < values.length; i++) {
                assertThat(actual.get(part)[i])
                        .as("part %d, number %d", part, i)
                        .isCloseTo(values[i], Offset.offset(relative * largest));
            }
        }
    }
}
