// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Map;
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

class DecayedAttentionTest {

    private static final ReferenceVectors FILE =
            ReferenceVectors.read(DecayedAttentionTest.class, "/vectors/mamba2-ssd.json");

    /** Sums of some hundred products of order one, in another order. */
    private static final double TOLERANCE = 1e-11;

    @ParameterizedTest
    @MethodSource("vectors")
    void meetsTheReferenceVectors(ReferenceVectors.Case vector, DataType type, int chunk) {
        FunctionVectors.assertMet(
                FILE,
                vector,
                type,
                given -> {
                    NDArray x = given.get("x");
                    NDArray dt = given.get("dt");
                    Carry carry = Carry.of(new NDList(given.get("s0")), 1);
                    NDArray attended =
                            DecayedAttention.run(
                                    x.mul(dt.expandDims(3)),
                                    dt.mul(given.get("a_log").exp().neg()),
                                    given.get("b"),
                                    given.get("c"),
                                    carry,
                                    chunk);
                    NDArray y = attended.add(x.mul(given.get("d").expandDims(1)));
                    return Map.of("output", y, "s_final", carry.state().get(0));
                });
    }

    /** Chunks that divide the lengths of the cases, that do not, and that hold all steps. */
    static Stream<Arguments> vectors() {
        return FILE.cases().stream()
                .flatMap(
                        vector ->
                                Stream.of(
                                        arguments(vector, DataType.FLOAT64, 1),
                                        arguments(vector, DataType.FLOAT64, 4),
                                        arguments(vector, DataType.FLOAT64, 5),
                                        arguments(vector, DataType.FLOAT64, 16),
                                        arguments(vector, DataType.FLOAT32, 4)));
    }

    @Test
    void isTheSameWithChunksOfAnyLengthAndStepByStep() {
        int length = 67;
        try (NDManager manager = NDManager.newBaseManager()) {
            RandomStream stream = RandomStreams.of(2).stream("numbers");
            NDArray v = random(manager, stream, new Shape(2, length, 4, 3));
            NDArray g = random(manager, stream, new Shape(2, length, 4)).square().neg();
            NDArray k = random(manager, stream, new Shape(2, length, 2, 5));
            NDArray q = random(manager, stream, new Shape(2, length, 2, 5));
            double[] expected = stepByStep(v, g, k, q).toDoubleArray();
            for (int chunk : new int[] {2, 3, 16, 67, 128}) {
                double[] actual =
                        DecayedAttention.run(v, g, k, q, Carry.none(), chunk).toDoubleArray();
                for (int i = 0; i < expected.length; i++) {
                    assertThat(actual[i])
                            .as("number %d, chunks of %d", i, chunk)
                            .isCloseTo(expected[i], Offset.offset(TOLERANCE));
                }
            }
        }
    }

    @Test
    void withoutDecayIsPlainLinearAttention() {
        int length = 9;
        try (NDManager manager = NDManager.newBaseManager()) {
            RandomStream stream = RandomStreams.of(2).stream("numbers");
            double[] v = numbers(stream, length);
            double[] k = numbers(stream, length);
            double[] q = numbers(stream, length);
            Shape heads = new Shape(1, length, 1, 1);
            double[] y =
                    DecayedAttention.run(
                                    manager.create(v, heads),
                                    manager.zeros(new Shape(1, length, 1), DataType.FLOAT64),
                                    manager.create(k, heads),
                                    manager.create(q, heads),
                                    Carry.none(),
                                    4)
                            .toDoubleArray();
            double sum = 0;
            for (int t = 0; t < length; t++) {
                sum += k[t] * v[t];
                assertThat(y[t]).isCloseTo(q[t] * sum, Offset.offset(TOLERANCE));
            }
        }
    }

    private static NDArray stepByStep(NDArray v, NDArray g, NDArray k, NDArray q) {
        long length = v.getShape().get(1);
        NDList[] steps = new NDList[] {v.split(length, 1), g.split(length, 1), k.split(length, 1)};
        NDList queries = q.split(length, 1);
        NDList outputs = new NDList();
        Carry carry = Carry.start();
        for (int t = 0; t < length; t++) {
            outputs.add(
                    DecayedAttention.run(
                            steps[0].get(t),
                            steps[1].get(t),
                            steps[2].get(t),
                            queries.get(t),
                            carry));
            carry = carry.next(1);
        }
        return NDArrays.concat(outputs, 1);
    }

    private static NDArray random(NDManager manager, RandomStream stream, Shape shape) {
        return manager.create(numbers(stream, (int) shape.size()), shape);
    }

    private static double[] numbers(RandomStream stream, int size) {
        double[] values = new double[size];
        Arrays.setAll(values, i -> stream.nextGaussian());
        return values;
    }
}
