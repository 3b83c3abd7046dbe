// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.model.Carry;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.plugins.models.FunctionVectors;
import org.seqmem.plugins.models.LayerVectors;
import org.seqmem.plugins.models.layers.DiagonalRecurrence;
import org.seqmem.testkit.ModelUnderTest;
import org.seqmem.testkit.ReferenceVectors;

class LruLayerTest {

    private static final String FILE = "/vectors/lru.json";

    /** The mean over some 4000 draws deviates by some 1/sqrt(4000) of the spread. */
    private static final double SAMPLING = 0.05;

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void meetsTheReferenceVectors(DataType type) {
        ReferenceVectors file = ReferenceVectors.read(getClass(), FILE);
        ReferenceVectors.Case vector = file.cases().get(0);
        assertThat(vector.numbers("/inputs/h0_re")).containsOnly(0);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String name :
                new String[] {"nu", "theta", "gamma_log", "b_re", "b_im", "c_re", "c_im", "d"}) {
            parameters.put(name, name);
        }
        LruConfig config =
                config(
                        vector.integer("/parameters/features"),
                        2 * vector.integer("/parameters/states"),
                        0,
                        1);
        LayerVectors.assertMet(
                file, vector, new LruLayer(config, RandomStreams.of(1)), "x", parameters, type);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void meetsTheReferenceVectorsFromAGivenState(ReferenceVectors.Case vector, DataType type) {
        FunctionVectors.assertMet(
                ReferenceVectors.read(getClass(), FILE),
                vector,
                type,
                given -> {
                    NDArray gamma = given.get("gamma_log").exp().expandDims(1);
                    DiagonalRecurrence recurrence =
                            new DiagonalRecurrence(
                                    given.get("nu").exp().neg(),
                                    given.get("theta").exp(),
                                    gamma.mul(given.get("b_re")),
                                    gamma.mul(given.get("b_im")),
                                    given.get("c_re"),
                                    given.get("c_im"));
                    NDList parts = new NDList(given.get("h0_re"), given.get("h0_im"));
                    Carry carry = Carry.of(new NDList(NDArrays.stack(parts, 1)), 1);
                    NDArray x = given.get("x");
                    NDArray y = recurrence.run(x, carry).add(x.mul(given.get("d")));
                    NDList last = carry.state().get(0).split(2, 1);
                    return Map.of(
                            "output", y, "h_final_re", last.get(0), "h_final_im", last.get(1));
                });
    }

    static Stream<Arguments> vectors() {
        return ReferenceVectors.read(LruLayerTest.class, FILE).cases().stream()
                .flatMap(
                        vector ->
                                Stream.of(
                                        arguments(vector, DataType.FLOAT64),
                                        arguments(vector, DataType.FLOAT32)));
    }

    @Test
    void startsOnTheRingAndKeepsThePowerOfWhiteInput() {
        Map<String, double[]> parameters = parameters(config(1, 8000, 0.6, 0.9));
        double[] nu = Objects.requireNonNull(parameters.get("nu"));
        double[] gamma = Objects.requireNonNull(parameters.get("gamma_log"));
        double squares = 0;
        for (int i = 0; i < nu.length; i++) {
            double modulus = Math.exp(-Math.exp(nu[i]));
            assertThat(modulus).isBetween(0.6, 0.9);
            squares += modulus * modulus / nu.length;
            // the state of a mode under white input has the power gamma^2 / (1 - |lambda|^2)
            assertThat(Math.exp(2 * gamma[i]) / (1 - modulus * modulus))
                    .isCloseTo(1, Offset.offset(1e-12));
        }
        // uniform in area: the mean square lies half way
        assertThat(squares).isCloseTo((0.36 + 0.81) / 2, Offset.offset(SAMPLING * (0.81 - 0.36)));
    }

    @Test
    void withoutPhaseIsAnExponentialMovingAverage() {
        LruConfig config = config(1, 2, 0, 1);
        double decay = 0.7;
        double[] x = new double[11];
        RandomStream stream = RandomStreams.of(4).stream("x");
        for (int i = 0; i < x.length; i++) {
            x[i] = stream.nextGaussian();
        }
        Map<String, double[]> values = new LinkedHashMap<>();
        values.put("nu", new double[] {Math.log(-Math.log(decay))});
        values.put("theta", new double[] {-800}); // exp(-800) is 0 in double precision
        values.put("gamma_log", new double[] {Math.log(1 - decay)});
        values.put("b_re", new double[] {1});
        values.put("b_im", new double[] {0});
        values.put("c_re", new double[] {1});
        values.put("c_im", new double[] {0});
        values.put("d", new double[] {0});
        try (ModelUnderTest model =
                ModelUnderTest.of(
                        new LruLayer(config, RandomStreams.of(1)),
                        new SequenceShape(x.length, 1, 1),
                        DataType.FLOAT64,
                        values)) {
            double[] y = model.output(x, 1);
            double average = 0;
            for (int t = 0; t < x.length; t++) {
                average = decay * average + (1 - decay) * x[t];
                assertThat(y[t]).isCloseTo(average, Offset.offset(1e-14));
            }
        }
    }

    private static Map<String, double[]> parameters(LruConfig config) {
        try (ModelUnderTest model =
                ModelUnderTest.of(
                        new LruLayer(config, RandomStreams.of(1)),
                        new SequenceShape(4, config.modelSize(), config.modelSize()),
                        DataType.FLOAT64,
                        Map.of())) {
            return model.parameters();
        }
    }

    private static LruConfig config(
            int modelSize, int stateSize, double minRadius, double maxRadius) {
        return new LruConfig(modelSize, stateSize, 1, minRadius, maxRadius, 6.28, true, 0.5, 0);
    }
}
