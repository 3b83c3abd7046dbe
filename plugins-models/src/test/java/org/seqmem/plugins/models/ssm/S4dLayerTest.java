// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.plugins.models.LayerVectors;
import org.seqmem.testkit.ModelUnderTest;
import org.seqmem.testkit.ReferenceVectors;

class S4dLayerTest {

    private static final String FILE = "/vectors/s4d.json";

    /** Relative to the largest kernel value: angles up to a few hundred, times 2e-16. */
    private static final double DOUBLE_TOLERANCE = 1e-12;

    /** Values of (exp(z) - 1) / z by a series or by plain arithmetic carry a few roundings. */
    private static final double ROUNDING = 1e-14;

    @ParameterizedTest
    @MethodSource("vectors")
    void meetsTheReferenceVectors(ReferenceVectors.Case vector, DataType type) {
        int features = vector.integer("/parameters/features");
        int pairs = vector.integer("/parameters/pairs");
        S4dConfig config =
                new S4dConfig(
                        features,
                        2 * pairs,
                        1,
                        S4dInit.LIN,
                        Discretisation.valueOf(
                                vector.text("/parameters/discretisation").toUpperCase(Locale.ROOT)),
                        1e-3,
                        1e-1,
                        true,
                        1,
                        0);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String name :
                new String[] {"log_neg_re_a", "im_a", "log_dt", "b_re", "b_im", "c_re", "c_im"}) {
            parameters.put(name, name);
        }
        parameters.put("d", "d");
        if (!vector.has("/inputs/b_re")) {
            parameters.put("b_re", "=1 x " + features * pairs);
            parameters.put("b_im", "=0 x " + features * pairs);
        }
        LayerVectors.assertMet(
                ReferenceVectors.read(getClass(), FILE),
                vector,
                new S4dLayer(config.layer(), RandomStreams.of(1)),
                "u",
                parameters,
                type);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void kernelMeetsTheReferenceVectors(ReferenceVectors.Case vector, DataType type) {
        ReferenceVectors file = ReferenceVectors.read(getClass(), FILE);
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray re = array(manager, vector, "log_neg_re_a", type).exp().mul(-1);
            NDArray ones = re.onesLike();
            boolean hasB = vector.has("/inputs/b_re");
            DiagonalSystem.Continuous system =
                    new DiagonalSystem.Continuous(
                            re,
                            array(manager, vector, "im_a", type),
                            hasB ? array(manager, vector, "b_re", type) : ones,
                            hasB ? array(manager, vector, "b_im", type) : ones.zerosLike(),
                            array(manager, vector, "log_dt", type).exp().expandDims(1));
            DiagonalSystem discrete =
                    vector.text("/parameters/discretisation").equals("zoh")
                            ? DiagonalSystem.zeroOrderHold(system)
                            : DiagonalSystem.bilinear(system);
            NDArray decay = discrete.logDecay().exp();
            Map<String, NDArray> got = new LinkedHashMap<>();
            got.put("a_bar_re", decay.mul(discrete.phase().cos()));
            got.put("a_bar_im", decay.mul(discrete.phase().sin()));
            got.put("b_bar_re", discrete.inputRe());
            got.put("b_bar_im", discrete.inputIm());
            got.put(
                    "kernel",
                    discrete.kernel(
                            array(manager, vector, "c_re", type),
                            array(manager, vector, "c_im", type),
                            64));
            got.forEach(
                    (name, value) ->
                            file.assertMet(
                                    ModelUnderTest.numbers(value),
                                    vector.numbers("/expected/" + name),
                                    type,
                                    name));
        }
    }

    static Stream<Arguments> vectors() {
        return ReferenceVectors.read(S4dLayerTest.class, FILE).cases().stream()
                .flatMap(
                        vector ->
                                Stream.of(
                                        arguments(vector, DataType.FLOAT64),
                                        arguments(vector, DataType.FLOAT32)));
    }

    @ParameterizedTest
    @EnumSource
    void kernelInBlocksEqualsOnePowerPerStep(Discretisation discretisation) {
        try (NDManager manager = NDManager.newBaseManager()) {
            // features, pairs, length
            for (int[] size :
                    new int[][] {{1, 1, 1}, {2, 3, 2}, {3, 1, 7}, {2, 4, 64}, {1, 8, 131}}) {
                RandomStream stream = RandomStreams.of(5).stream("modes", size[2]);
                int modes = size[0] * size[1];
                Shape shape = new Shape(size[0], size[1]);
                DiagonalSystem.Continuous system =
                        new DiagonalSystem.Continuous(
                                manager.create(random(stream, modes), shape).abs().add(0.1).mul(-1),
                                manager.create(random(stream, modes), shape).mul(30),
                                manager.create(random(stream, modes), shape),
                                manager.create(random(stream, modes), shape),
                                manager.create(random(stream, size[0]), new Shape(size[0], 1))
                                        .mul(0.5)
                                        .sub(3)
                                        .exp());
                DiagonalSystem discrete = discretisation.discretise(system);
                NDArray cRe = manager.create(random(stream, modes), shape);
                NDArray cIm = manager.create(random(stream, modes), shape);
                double[] actual = discrete.kernel(cRe, cIm, size[2]).toDoubleArray();
                double[] expected = onePowerPerStep(discrete, cRe, cIm, size);
                double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
                for (int i = 0; i < expected.length; i++) {
                    assertThat(actual[i])
                            .as("value %d at %s", i, Arrays.toString(size))
                            .isCloseTo(expected[i], Offset.offset(DOUBLE_TOLERANCE * largest));
                }
            }
        }
    }

    @Test
    void heldInputsAreExactHoweverSlowTheMode() {
        try (NDManager manager = NDManager.newBaseManager()) {
            for (double x : new double[] {-1e-12, -1e-8, -1e-5, -1e-3, -0.1, -2, -400}) {
                for (DataType type : new DataType[] {DataType.FLOAT64, DataType.FLOAT32}) {
                    NDArray one = manager.ones(new Shape(1, 1), type);
                    DiagonalSystem discrete =
                            DiagonalSystem.zeroOrderHold(
                                    new DiagonalSystem.Continuous(
                                            one.mul(x), one.mul(0), one, one.mul(0), one));
                    double gain = ModelUnderTest.numbers(discrete.inputRe())[0];
                    // single precision carries x and the result with 7 digits each
                    double relative = type == DataType.FLOAT64 ? ROUNDING : 1e-6;
                    double expected = Math.expm1(x) / x;
                    assertThat(gain)
                            .as("(exp(z) - 1) / z at %s, %s", x, type)
                            .isCloseTo(expected, Offset.offset(relative * expected));
                }
            }
        }
    }

    @Test
    void twoShortStepsHoldLikeOneLongStep() {
        try (NDManager manager = NDManager.newBaseManager()) {
            double a = -0.7;
            double dt = 0.3;
            double[] fine = realKernel(manager, a, dt, 20);
            double[] coarse = realKernel(manager, a, 2 * dt, 10);
            for (int l = 0; l < 10; l++) {
                assertThat(fine[2 * l] / coarse[l])
                        .isCloseTo(1 / (1 + Math.exp(dt * a)), Offset.offset(ROUNDING));
            }
        }
    }

    private static double[] realKernel(NDManager manager, double a, double dt, int length) {
        NDArray one = manager.ones(new Shape(1, 1), DataType.FLOAT64);
        NDArray zero = one.zerosLike();
        return DiagonalSystem.zeroOrderHold(
                        new DiagonalSystem.Continuous(one.mul(a), zero, one, zero, one.mul(dt)))
                .kernel(one, zero, length)
                .toDoubleArray();
    }

    /** The definition, one exponential for every mode and step. */
    private static double[] onePowerPerStep(
            DiagonalSystem system, NDArray cRe, NDArray cIm, int[] size) {
        double[] decay = system.logDecay().toDoubleArray();
        double[] phase = system.phase().toDoubleArray();
        double[] bRe = system.inputRe().toDoubleArray();
        double[] bIm = system.inputIm().toDoubleArray();
        double[] re = cRe.toDoubleArray();
        double[] im = cIm.toDoubleArray();
        double[] kernel = new double[size[0] * size[2]];
        for (int i = 0; i < decay.length; i++) {
            double p = re[i] * bRe[i] - im[i] * bIm[i];
            double q = re[i] * bIm[i] + im[i] * bRe[i];
            for (int l = 0; l < size[2]; l++) {
                kernel[i / size[1] * size[2] + l] +=
                        2
                                * Math.exp(decay[i] * l)
                                * (p * Math.cos(phase[i] * l) - q * Math.sin(phase[i] * l));
            }
        }
        return kernel;
    }

    private static NDArray array(
            NDManager manager, ReferenceVectors.Case vector, String name, DataType type) {
        String path = "/inputs/" + name;
        return ModelUnderTest.array(manager, vector.numbers(path), vector.shape(path), type);
    }

    private static double[] random(RandomStream stream, int size) {
        double[] values = new double[size];
        Arrays.setAll(values, i -> stream.nextGaussian());
        return values;
    }
}
