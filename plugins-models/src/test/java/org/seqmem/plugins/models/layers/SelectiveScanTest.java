// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.model.Carry;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.plugins.models.FunctionVectors;
import org.seqmem.testkit.ReferenceVectors;

class SelectiveScanTest {

    private static final ReferenceVectors FILE =
            ReferenceVectors.read(SelectiveScanTest.class, "/vectors/mamba.json");

    /** Relative to numbers of order ten: sums of some twenty terms in another order. */
    private static final double TOLERANCE = 1e-12;

    @ParameterizedTest
    @MethodSource("vectors")
    void meetsTheReferenceVectors(ReferenceVectors.Case vector, DataType type, boolean doubling) {
        FunctionVectors.assertMet(
                FILE,
                vector,
                type,
                given -> {
                    NDArray dt =
                            vector.has("/inputs/dt")
                                    ? given.get("dt")
                                    : Activation.softPlus(
                                            given.get("dt_raw").add(given.get("dt_bias")));
                    NDArray x = given.get("x");
                    NDArray a = given.get("a_log").exp().neg();
                    NDArray b = given.get("b");
                    NDArray c = given.get("c");
                    Carry carry = Carry.of(new NDList(given.get("h0")), 1);
                    NDArray scanned =
                            doubling
                                    ? SelectiveScan.doubling(x, dt, a, b, c, carry)
                                    : SelectiveScan.loop(x, dt, a, b, c, carry);
                    return Map.of(
                            "output",
                            scanned.add(x.mul(given.get("d"))),
                            "h_final",
                            carry.state().get(0));
                });
    }

    static Stream<Arguments> vectors() {
        return FILE.cases().stream()
                .filter(vector -> vector.has("/inputs/h0"))
                .flatMap(
                        vector ->
                                Stream.of(
                                        arguments(vector, DataType.FLOAT64, false),
                                        arguments(vector, DataType.FLOAT64, true),
                                        arguments(vector, DataType.FLOAT32, false),
                                        arguments(vector, DataType.FLOAT32, true)));
    }

    @Test
    void loopAndDoublingGiveTheSameOutputsAndGradients() {
        for (int length : new int[] {1, 2, 3, 8, 19}) {
            List<double[]> loop = run(length, false);
            List<double[]> doubling = run(length, true);
            for (int i = 0; i < loop.size(); i++) {
                for (int j = 0; j < loop.get(i).length; j++) {
                    assertThat(doubling.get(i)[j])
                            .as("array %d, number %d at length %d", i, j, length)
                            .isCloseTo(loop.get(i)[j], Offset.offset(10 * TOLERANCE));
                }
            }
        }
    }

    @Test
    void doublingIsTheRecurrenceWhateverTheDecays() {
        for (int length : new int[] {1, 2, 5, 16, 33}) {
            try (NDManager manager = NDManager.newBaseManager()) {
                RandomStream stream = RandomStreams.of(6).stream("numbers", length);
                double[] a = numbers(stream, length); // also beyond 1 and negative
                double[] b = numbers(stream, length);
                a[length / 2] = 0;
                double[] h =
                        SelectiveScan.doubled(
                                        manager.create(a, new Shape(length, 1)),
                                        manager.create(b, new Shape(length, 1)),
                                        Optional.of(manager.create(new double[] {0.5})))
                                .toDoubleArray();
                double state = 0.5;
                for (int t = 0; t < length; t++) {
                    state = a[t] * state + b[t];
                    assertThat(h[t])
                            .as("step %d of %d", t, length)
                            .isCloseTo(
                                    state, Offset.offset(TOLERANCE * Math.max(1, Math.abs(state))));
                }
            }
        }
    }

    @Test
    void longTimeStepsForgetAndShortOnesKeep() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Shape one = new Shape(1, 2, 1);
            NDArray x = manager.create(new double[] {3, 5}, one);
            NDArray b = manager.create(new double[] {1, 2}, one);
            NDArray c = manager.ones(one, DataType.FLOAT64);
            NDArray a = manager.create(new double[] {-1}, new Shape(1, 1));
            double[] forgets =
                    SelectiveScan.loop(x, x.onesLike().mul(50), a, b, c, Carry.none())
                            .toDoubleArray();
            assertThat(forgets[1]).isCloseTo(50 * 5 * 2, Offset.offset(1e-12));
            NDArray last = manager.create(new double[] {1, 1e-9}, one);
            double[] keeps = SelectiveScan.loop(x, last, a, b, c, Carry.none()).toDoubleArray();
            assertThat(keeps[1]).isCloseTo(3, Offset.offset(1e-7));
        }
    }

    /** The output, the last state and all gradients of the sum of squares of both. */
    private static List<double[]> run(int length, boolean doubling) {
        RandomStream stream = RandomStreams.of(8).stream("numbers", length);
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            List<NDArray> given = new ArrayList<>();
            for (Shape shape :
                    List.of(
                            new Shape(2, length, 3),
                            new Shape(2, length, 3),
                            new Shape(3, 4),
                            new Shape(2, length, 4),
                            new Shape(2, length, 4),
                            new Shape(2, 3, 4))) {
                given.add(manager.create(numbers(stream, (int) shape.size()), shape));
            }
            given.forEach(array -> array.setRequiresGradient(true));
            Carry carry = Carry.of(new NDList(given.get(5)), 1);
            NDArray x = given.get(0);
            NDArray dt = given.get(1).square();
            NDArray a = given.get(2).square().neg();
            NDArray y =
                    doubling
                            ? SelectiveScan.doubling(x, dt, a, given.get(3), given.get(4), carry)
                            : SelectiveScan.loop(x, dt, a, given.get(3), given.get(4), carry);
            NDArray last = carry.state().get(0);
            collector.backward(y.square().sum().add(last.square().sum()));
            List<double[]> results = new ArrayList<>(List.of(y.toDoubleArray()));
            results.add(last.toDoubleArray());
            given.forEach(array -> results.add(array.getGradient().toDoubleArray()));
            return results;
        }
    }

    private static double[] numbers(RandomStream stream, int size) {
        double[] values = new double[size];
        Arrays.setAll(values, i -> stream.nextGaussian());
        return values;
    }
}
