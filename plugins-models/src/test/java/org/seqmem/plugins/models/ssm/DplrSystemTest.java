// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
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
import org.seqmem.plugins.models.layers.FftConvolution;
import org.seqmem.testkit.ModelUnderTest;
import org.seqmem.testkit.ReferenceVectors;

class DplrSystemTest {

    private static final ReferenceVectors FILE =
            ReferenceVectors.read(DplrSystemTest.class, "/vectors/s4-dplr.json");

    private static final ReferenceVectors GRADIENTS =
            ReferenceVectors.read(DplrSystemTest.class, "/vectors/s4-dplr-gradients.json");

    /** Relative to the largest value: squarings of a matrix and a transform, each a few digits. */
    private static final double TOLERANCE = 1e-11;

    @ParameterizedTest
    @MethodSource("vectors")
    void meetsTheReferenceVectors(ReferenceVectors.Case vector, DataType type) {
        int length = vector.integer("/parameters/L");
        try (NDManager manager = NDManager.newBaseManager()) {
            DplrSystem system =
                    legs(
                            manager,
                            vector.numbers("/inputs/c"),
                            vector.number("/parameters/dt"),
                            type);
            NDArray kernel = system.kernel(length);
            FILE.assertMet(
                    ModelUnderTest.numbers(kernel),
                    vector.numbers("/expected/kernel"),
                    type,
                    "kernel");
            double[] u = vector.numbers("/inputs/u");
            NDArray inTime = ModelUnderTest.array(manager, u, new Shape(1, length, 1), type);
            double[] y = vector.numbers("/expected/y");
            FILE.assertMet(
                    ModelUnderTest.numbers(
                            FftConvolution.causal(inTime.transpose(0, 2, 1), kernel)),
                    y,
                    type,
                    "output by convolution");
            FILE.assertMet(
                    ModelUnderTest.numbers(system.recur(inTime, Carry.start())),
                    y,
                    type,
                    "output step by step");
        }
    }

    static Stream<Arguments> vectors() {
        return inBothPrecisions(FILE);
    }

    static Stream<Arguments> gradients() {
        return inBothPrecisions(GRADIENTS);
    }

    private static Stream<Arguments> inBothPrecisions(ReferenceVectors file) {
        return file.cases().stream()
                .flatMap(
                        vector ->
                                Stream.of(
                                        arguments(vector, DataType.FLOAT64),
                                        arguments(vector, DataType.FLOAT32)));
    }

    @ParameterizedTest
    @MethodSource("gradients")
    void meetsTheGradientsByConvolution(ReferenceVectors.Case vector, DataType type) {
        FunctionVectors.assertMet(
                GRADIENTS,
                vector,
                type,
                in -> {
                    NDArray kernel = system(in).kernel(vector.integer("/parameters/L"));
                    NDArray y =
                            FftConvolution.causal(in.get("u").transpose(0, 2, 1), kernel)
                                    .transpose(0, 2, 1);
                    return Map.of("output", y);
                });
    }

    @ParameterizedTest
    @MethodSource("gradients")
    void meetsTheGradientsStepByStep(ReferenceVectors.Case vector, DataType type) {
        FunctionVectors.assertMet(
                GRADIENTS,
                vector,
                type,
                in -> Map.of("output", system(in).recur(in.get("u"), Carry.start())));
    }

    @Test
    void kernelIsTheResponseToAnImpulseWhateverTheSystem() {
        for (int length : new int[] {1, 2, 3, 7, 64, 100}) {
            try (NDManager manager = NDManager.newBaseManager()) {
                RandomStream stream = RandomStreams.of(3).stream("system", length);
                NDArray[] parts = new NDArray[8];
                for (int i = 0; i < parts.length; i++) {
                    double[] numbers = new double[3 * 5];
                    Arrays.setAll(numbers, j -> stream.nextGaussian());
                    parts[i] = manager.create(numbers, new Shape(3, 5));
                }
                DplrSystem system =
                        new DplrSystem(
                                parts[0].square().add(0.01),
                                parts[1].mul(20),
                                parts[2],
                                parts[3],
                                parts[4],
                                parts[5],
                                parts[6],
                                parts[7],
                                manager.create(new double[] {0.01, 0.1, 1}, new Shape(3, 1)));
                NDArray impulse = manager.zeros(new Shape(1, length, 3), DataType.FLOAT64);
                impulse.set(new NDIndex("0, 0"), manager.ones(new Shape(3), DataType.FLOAT64));
                double[] expected =
                        system.recur(impulse, Carry.start()).squeeze(0).transpose().toDoubleArray();
                double[] kernel = system.kernel(length).toDoubleArray();
                double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
                for (int i = 0; i < kernel.length; i++) {
                    assertThat(kernel[i])
                            .as("value %d at length %d", i, length)
                            .isCloseTo(expected[i], Offset.offset(TOLERANCE * largest));
                }
            }
        }
    }

    @Test
    void longerKernelsBeginLikeShorterOnes() {
        try (NDManager manager = NDManager.newBaseManager()) {
            double[] c = {0.3, -1, 0.7, 0.2, 1.1, -0.4};
            DplrSystem system = legs(manager, c, 0.05, DataType.FLOAT64);
            double[] kernel = system.kernel(32).toDoubleArray();
            double[] longer = system.kernel(64).toDoubleArray();
            for (int l = 0; l < kernel.length; l++) {
                assertThat(longer[l]).isCloseTo(kernel[l], Offset.offset(TOLERANCE));
            }
        }
    }

    private static DplrSystem system(FunctionVectors.Inputs in) {
        return new DplrSystem(
                in.get("decay"),
                in.get("frequency"),
                in.get("low_re"),
                in.get("low_im"),
                in.get("input_re"),
                in.get("input_im"),
                in.get("output_re"),
                in.get("output_im"),
                in.get("dt"));
    }

    /** The scaled-Legendre system with a given readout over its real states. */
    private static DplrSystem legs(NDManager manager, double[] c, double dt, DataType type) {
        LegsSpectrum spectrum = LegsSpectrum.of(c.length);
        int pairs = c.length / 2;
        double[] re = new double[pairs];
        double[] im = new double[pairs];
        for (int m = 0; m < pairs; m++) {
            for (int n = 0; n < c.length; n++) {
                re[m] += c[n] * spectrum.vectorsRe()[m][n];
                im[m] += c[n] * spectrum.vectorsIm()[m][n];
            }
        }
        Shape modes = new Shape(1, pairs);
        NDArray input = ModelUnderTest.array(manager, spectrum.input(), modes, type);
        NDArray none = input.zerosLike();
        return new DplrSystem(
                none.add(0.5),
                ModelUnderTest.array(manager, spectrum.frequencies(), modes, type),
                input.mul(Math.sqrt(0.5)),
                none,
                input,
                none,
                ModelUnderTest.array(manager, re, modes, type),
                ModelUnderTest.array(manager, im, modes, type),
                ModelUnderTest.array(manager, new double[] {dt}, new Shape(1, 1), type));
    }
}
