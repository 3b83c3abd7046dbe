// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.seqmem.api.model.Carry;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.testkit.ModelUnderTest;

class DiagonalRecurrenceTest {

    /** Relative to the largest number: sums of some hundred terms in another order. */
    private static final double DOUBLE_TOLERANCE = 1e-12;

    /** Relative to the largest number; what parallel and step by step may differ in. */
    private static final double SINGLE_TOLERANCE = 1e-5;

    /** batch, length, inputs, modes, outputs. */
    private static final int[][] SIZES = {
        {1, 1, 1, 1, 1},
        {2, 2, 1, 3, 2},
        {1, 3, 2, 1, 1},
        {3, 7, 2, 4, 3},
        {1, 64, 1, 2, 1},
        {2, 101, 3, 5, 2},
    };

    @Test
    void allStepsAtOnceEqualOneAfterTheOther() {
        for (int[] size : SIZES) {
            for (boolean started : new boolean[] {false, true}) {
                for (DataType type : new DataType[] {DataType.FLOAT64, DataType.FLOAT32}) {
                    List<double[]> atOnce = run(size, started, type, true);
                    List<double[]> stepByStep = run(size, started, type, false);
                    for (int i = 0; i < atOnce.size(); i++) {
                        assertClose(
                                atOnce.get(i),
                                stepByStep.get(i),
                                type,
                                "array " + i + " at " + Arrays.toString(size));
                    }
                }
            }
        }
    }

    @Test
    void farModesNeitherOverflowNorGrow() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray one = manager.ones(new Shape(1, 1));
            DiagonalRecurrence recurrence =
                    new DiagonalRecurrence(
                            manager.create(new float[] {-50f}),
                            manager.create(new float[] {3f}),
                            one,
                            one,
                            one,
                            one);
            NDArray x = manager.ones(new Shape(1, 300, 1));
            // what is left of the step before is exp(-50): y = Re((1 + i) (1 + i))
            assertThat(recurrence.run(x, Carry.none()).toFloatArray()).containsOnly(0f);
        }
    }

    /** The output, the last state, and the gradients of the sum of squares by everything. */
    private static List<double[]> run(int[] size, boolean started, DataType type, boolean atOnce) {
        RandomStream stream = RandomStreams.of(3).stream("numbers", size[1]);
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            List<NDArray> given = new ArrayList<>();
            for (Shape shape :
                    List.of(
                            new Shape(size[0], size[1], size[2]),
                            new Shape(size[3]),
                            new Shape(size[3]),
                            new Shape(size[3], size[2]),
                            new Shape(size[3], size[2]),
                            new Shape(size[4], size[3]),
                            new Shape(size[4], size[3]),
                            new Shape(size[0], 2, size[3]))) {
                double[] numbers = new double[(int) shape.size()];
                Arrays.setAll(numbers, i -> stream.nextGaussian());
                given.add(ModelUnderTest.array(manager, numbers, shape, type));
            }
            given.forEach(array -> array.setRequiresGradient(true));
            DiagonalRecurrence recurrence =
                    new DiagonalRecurrence(
                            given.get(1).square().add(0.01).neg(),
                            given.get(2),
                            given.get(3),
                            given.get(4),
                            given.get(5),
                            given.get(6));
            NDArray x = given.get(0);
            Carry carry = started ? Carry.of(new NDList(given.get(7)), 3) : Carry.start();
            NDList outputs = new NDList();
            for (NDArray piece : atOnce ? new NDList(x) : x.split(size[1], 1)) {
                outputs.add(recurrence.run(piece, carry));
                carry = carry.next(piece.getShape().get(1));
            }
            // the engine's concat of one array alone has no gradient
            NDArray y = outputs.size() == 1 ? outputs.get(0) : NDArrays.concat(outputs, 1);
            collector.backward(y.square().sum());
            List<double[]> results = new ArrayList<>();
            results.add(ModelUnderTest.numbers(y));
            carry.take().ifPresent(state -> results.add(ModelUnderTest.numbers(state)));
            for (NDArray array : started ? given : given.subList(0, 7)) {
                results.add(ModelUnderTest.numbers(array.getGradient()));
            }
            return results;
        }
    }

    private static void assertClose(
            double[] actual, double[] expected, DataType type, String what) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        double tolerance =
                (type == DataType.FLOAT64 ? DOUBLE_TOLERANCE : SINGLE_TOLERANCE)
                        * Math.max(1, largest);
        assertThat(actual).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i])
                    .as("%s, number %d, %s", what, i, type)
                    .isCloseTo(expected[i], Offset.offset(tolerance));
        }
    }
}
