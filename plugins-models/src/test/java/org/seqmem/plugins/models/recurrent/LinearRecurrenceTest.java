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
import org.seqmem.api.model.Carry;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.plugins.models.layers.Orthogonal;

class LinearRecurrenceTest {

    /**
     * A way to run a recurrence of a form on x (B, T, d_in); A in parts, U (d_in, H), C (H, d_out).
     */
    private interface Path {
        NDArray run(Form form, NDArray x, List<NDArray> a, NDArray u, NDArray c);
    }

    /** The forms of a state matrix, made of one number or two for each unit or pair. */
    private enum Form {
        DENSE {
            @Override
            double[] values(int part, int hidden, RandomStream stream) {
                return new Orthogonal(0.97).values(stream, new Shape(hidden, hidden));
            }

            @Override
            Shape shape(int hidden) {
                return new Shape(hidden, hidden);
            }

            @Override
            LinearSystem system(List<NDArray> a, NDArray u, NDArray c) {
                return new LinearSystem.Dense(a.get(0), u, c);
            }

            @Override
            LinearSystem.Dense full(List<NDArray> a, NDArray u, NDArray c) {
                return new LinearSystem.Dense(a.get(0), u, c);
            }
        },
        REAL {
            @Override
            double[] values(int part, int hidden, RandomStream stream) {
                return stream.doubles(hidden, 0.01, 2).toArray();
            }

            @Override
            Shape shape(int hidden) {
                return new Shape(hidden);
            }

            @Override
            LinearSystem system(List<NDArray> a, NDArray u, NDArray c) {
                return new LinearSystem.RealModes(a.get(0), u, c);
            }

            @Override
            LinearSystem.Dense full(List<NDArray> a, NDArray u, NDArray c) {
                return new LinearSystem.Dense(diagonal(a.get(0).neg().exp()), u, c);
            }
        },
        COMPLEX {
            @Override
            int parts() {
                return 2;
            }

            @Override
            double[] values(int part, int hidden, RandomStream stream) {
                return stream.doubles(hidden / 2, 0.01, part == 0 ? 2 : Math.PI).toArray();
            }

            @Override
            Shape shape(int hidden) {
                return new Shape(hidden / 2);
            }

            @Override
            LinearSystem system(List<NDArray> a, NDArray u, NDArray c) {
                return new LinearSystem.ComplexModes(a.get(0), a.get(1), u, c);
            }

            /** A complex number is a rotation with stretching, the readout twice the real part. */
            @Override
            LinearSystem.Dense full(List<NDArray> a, NDArray u, NDArray c) {
                NDArray decay = a.get(0).neg().exp();
                NDArray re = diagonal(decay.mul(a.get(1).cos()));
                NDArray im = diagonal(decay.mul(a.get(1).sin()));
                NDArray matrix = re.concat(im, 1).concat(im.neg().concat(re, 1), 0);
                NDList parts = c.split(2, 0);
                NDArray readout = parts.get(0).concat(parts.get(1).neg(), 0);
                return new LinearSystem.Dense(matrix, u, readout.add(readout));
            }
        };

        int parts() {
            return 1;
        }

        /** Values of a part of the state matrix. */
        abstract double[] values(int part, int hidden, RandomStream stream);

        /** Shape of a part of the state matrix. */
        abstract Shape shape(int hidden);

        /** The system under test. */
        abstract LinearSystem system(List<NDArray> a, NDArray u, NDArray c);

        /** The same as matrices. */
        abstract LinearSystem.Dense full(List<NDArray> a, NDArray u, NDArray c);

        private static NDArray diagonal(NDArray values) {
            return values.getManager()
                    .eye((int) values.size())
                    .toType(values.getDataType(), false)
                    .mul(values);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1, 2",
        "1, 3, 2, 4, 4",
        "2, 1, 1, 1, 6",
        "9, 2, 3, 2, 10",
        "37, 2, 1, 3, 8",
        "128, 2, 1, 1, 16",
        "200, 1, 2, 1, 4",
        "70, 2, 8, 32, 6"
    })
    void equalsTheLoopOfMatrices(int length, int batch, int inputs, int outputs, int hidden) {
        for (Form form : Form.values()) {
            List<Shape> shapes = shapes(form, length, batch, inputs, outputs, hidden);
            for (DataType type : List.of(DataType.FLOAT64, DataType.FLOAT32)) {
                List<double[]> expected = pass(form, LinearRecurrenceTest::loop, shapes, type);
                String what = form + ", " + type;
                assertClose(
                        pass(form, LinearRecurrenceTest::chunks, shapes, type),
                        expected,
                        tolerance(type),
                        what + ", in chunks");
                assertClose(
                        pass(form, LinearRecurrenceTest::steps, shapes, type),
                        expected,
                        tolerance(type),
                        what + ", step by step");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "8", "16", "64"})
    void isTheSameForEveryLengthOfChunks(int chunk) {
        for (Form form : Form.values()) {
            List<Shape> shapes = shapes(form, 23, 3, 2, 2, 6);
            Path path =
                    (f, x, a, u, c) ->
                            LinearRecurrence.run(x, f.system(a, u, c), c.getShape().get(1), chunk);
            assertClose(
                    pass(form, path, shapes, DataType.FLOAT64),
                    pass(form, LinearRecurrenceTest::loop, shapes, DataType.FLOAT64),
                    tolerance(DataType.FLOAT64),
                    form.toString());
        }
    }

    @Test
    void isExactlyCausalAcrossChunks() {
        int length = 23;
        int changed = 13;
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.randomNormal(new Shape(2, length, 1));
            NDArray later = x.duplicate();
            later.set(new NDIndex(":, {}:", changed), 5);
            LinearSystem system =
                    new LinearSystem.Dense(
                            manager.randomNormal(new Shape(4, 4)).mul(0.5),
                            manager.randomNormal(new Shape(1, 4)),
                            manager.randomNormal(new Shape(4, 1)));
            for (int chunk = 1; chunk <= 32; chunk *= 2) {
                NDIndex before = new NDIndex(":, :{}", changed);
                NDArray y = LinearRecurrence.run(x, system, 1, chunk).get(before);
                NDArray other = LinearRecurrence.run(later, system, 1, chunk).get(before);
                assertThat(numbers(other)).as("chunks of %d", chunk).isEqualTo(numbers(y));
            }
        }
    }

    @Test
    void answersAnImpulseWithTheGeometricSeries() {
        double decay = 0.9;
        double[] response = impulseResponse(Form.DENSE, 300, List.of(decay), 2, 3);
        double[] mode = impulseResponse(Form.REAL, 300, List.of(-Math.log(decay)), 2, 3);
        for (int t = 0; t < response.length; t++) {
            Offset<Double> tolerance = Offset.offset(tolerance(DataType.FLOAT64));
            assertThat(response[t]).isCloseTo(6 * Math.pow(decay, t), tolerance);
            assertThat(mode[t]).isCloseTo(6 * Math.pow(decay, t), tolerance);
        }
    }

    @Test
    void answersAnImpulseWithADampedOscillation() {
        double rate = 0.05;
        double angle = 0.3;
        double[] response = impulseResponse(Form.COMPLEX, 300, List.of(rate, angle), 2, 3);
        for (int t = 0; t < response.length; t++) {
            // U = 2 (1 + i), C = 3 (1 + i): 2 Re(12 i a^t)
            double expected = -24 * Math.exp(-rate * t) * Math.sin(angle * t);
            assertThat(response[t])
                    .isCloseTo(expected, Offset.offset(24 * tolerance(DataType.FLOAT64)));
        }
    }

    /** Of a system of one mode, every number of U and of C the same. */
    private static double[] impulseResponse(
            Form form, int length, List<Double> parts, double u, double c) {
        double[] impulse = new double[length];
        impulse[0] = 1;
        int hidden = parts.size();
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = array(manager, impulse, new Shape(1, length, 1), DataType.FLOAT64);
            List<NDArray> a =
                    parts.stream()
                            .map(
                                    part ->
                                            array(
                                                    manager,
                                                    new double[] {part},
                                                    form.shape(hidden),
                                                    DataType.FLOAT64))
                            .toList();
            NDArray in = manager.full(new Shape(1, hidden), 1, DataType.FLOAT64).mul(u);
            NDArray out = manager.full(new Shape(hidden, 1), 1, DataType.FLOAT64).mul(c);
            return numbers(LinearRecurrence.run(x, form.system(a, in, out), 1));
        }
    }

    /** Powers by doubling instead of one by one, sums in another order; some hundred steps. */
    private static double tolerance(DataType type) {
        return type == DataType.FLOAT64 ? 1e-12 : 5e-5;
    }

    private static NDArray chunks(Form form, NDArray x, List<NDArray> a, NDArray u, NDArray c) {
        return LinearRecurrence.run(x, form.system(a, u, c), c.getShape().get(1));
    }

    /** In two pieces, the state carried. */
    private static NDArray steps(Form form, NDArray x, List<NDArray> a, NDArray u, NDArray c) {
        LinearSystem system = form.system(a, u, c);
        long length = x.getShape().get(1);
        long cut = (length + 1) / 2;
        Carry carry = Carry.start();
        NDArray y = LinearRecurrence.loop(x.get(new NDIndex(":, :{}", cut)), system, carry);
        return cut == length
                ? y
                : y.concat(
                        LinearRecurrence.loop(
                                x.get(new NDIndex(":, {}:", cut)), system, carry.next(cut)),
                        1);
    }

    /** The definition, with full matrices. */
    private static NDArray loop(Form form, NDArray x, List<NDArray> a, NDArray u, NDArray c) {
        LinearSystem.Dense full = form.full(a, u, c);
        // not mul(0): its number is freed before the backward pass reads it
        NDArray h = x.get(":, 0").matMul(u).zerosLike();
        NDList outputs = new NDList();
        for (long t = 0; t < x.getShape().get(1); t++) {
            h = h.matMul(full.w()).add(x.get(":, {}", t).matMul(u)); // (B, H)
            outputs.add(h.matMul(full.c()));
        }
        return NDArrays.stack(outputs, 1);
    }

    private static List<Shape> shapes(
            Form form, int length, int batch, int inputs, int outputs, int hidden) {
        List<Shape> shapes = new ArrayList<>();
        shapes.add(new Shape(batch, length, inputs));
        shapes.add(new Shape(inputs, hidden));
        shapes.add(new Shape(hidden, outputs));
        for (int part = 0; part < form.parts(); part++) {
            shapes.add(form.shape(hidden));
        }
        return shapes;
    }

    /** The output and the derivatives of the sum of its squares by x, U, C and the parts of A. */
    private static List<double[]> pass(Form form, Path path, List<Shape> shapes, DataType type) {
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            List<NDArray> arrays = new ArrayList<>();
            int hidden = (int) shapes.get(1).get(1);
            for (Shape shape : shapes) {
                int index = arrays.size();
                RandomStream stream = RandomStreams.of(1).stream("array " + index);
                double[] values = new double[(int) shape.size()];
                if (index < 3) {
                    Arrays.setAll(values, i -> stream.nextGaussian());
                } else {
                    values = form.values(index - 3, hidden, stream);
                }
                NDArray array = array(manager, values, shape, type);
                array.setRequiresGradient(true);
                arrays.add(array);
            }
            List<NDArray> a = arrays.subList(3, arrays.size());
            NDArray y = path.run(form, arrays.get(0), a, arrays.get(1), arrays.get(2));
            collector.backward(y.square().sum());
            List<double[]> results = new ArrayList<>();
            results.add(numbers(y));
            arrays.forEach(array -> results.add(numbers(array.getGradient())));
            return results;
        }
    }

    private static void assertClose(
            List<double[]> actual, List<double[]> expected, double relative, String what) {
        for (int part = 0; part < expected.size(); part++) {
            double[] values = expected.get(part);
            double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
            assertThat(actual.get(part)).as("%s, part %d", what, part).hasSameSizeAs(values);
            for (int i = 0; i < values.length; i++) {
                assertThat(actual.get(part)[i])
                        .as("%s, part %d, number %d", what, part, i)
                        .isCloseTo(values[i], Offset.offset(relative * largest));
            }
        }
    }
}
