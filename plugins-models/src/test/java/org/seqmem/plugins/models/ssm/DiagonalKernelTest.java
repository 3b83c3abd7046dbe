// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.model.OwnGradients;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;

/** The kernel in Java with its gradient against the recorded one, inside a layer. */
class DiagonalKernelTest {

    /** Relative to the largest number of an array; the recorded path loses digits at small dt A. */
    private static final double DOUBLE = 1e-10;

    /** Of the gradient of the kernel, which is rounded, moments up to the order T are taken. */
    private static final double SINGLE = 1e-3;

    private static final int FEATURES = 3;
    private static final int STATE = 10;

    /** Batches and lengths: the shortest, even and odd ones. */
    private static final List<Shape> SIZES =
            List.of(new Shape(1, 1), new Shape(2, 2), new Shape(3, 7), new Shape(2, 65));

    /** Initial time steps: usual ones, short and long ones. */
    private static final List<double[]> STEPS =
            List.of(new double[] {1e-3, 1e-1}, new double[] {1e-5, 1e-4}, new double[] {0.5, 2});

    static Stream<Arguments> layers() {
        return Arrays.stream(Discretisation.values())
                .flatMap(
                        discretisation ->
                                Arrays.stream(Reparameterisation.values())
                                        .map(form -> arguments(discretisation, form)));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void agreesWithTheRecordedPathInDoublePrecision(
            Discretisation discretisation, Reparameterisation form) {
        agrees(discretisation, form, DataType.FLOAT64, DOUBLE);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void agreesInSinglePrecisionWithTheRecordedPathInDoublePrecision(
            Discretisation discretisation, Reparameterisation form) {
        agrees(discretisation, form, DataType.FLOAT32, SINGLE);
    }

    private static void agrees(
            Discretisation discretisation,
            Reparameterisation form,
            DataType type,
            double tolerance) {
        for (S4dInit init : S4dInit.values()) {
            for (double[] dt : STEPS) {
                S4dLayer.Settings settings =
                        new S4dLayer.Settings(
                                FEATURES, STATE, init, form, "w", discretisation, dt[0], dt[1], 1);
                for (Shape size : SIZES) {
                    String what = init + ", dt from " + dt[0] + ", " + size + ", ";
                    Map<String, double[]> recorded = run(settings, size, DataType.FLOAT64, false);
                    Map<String, double[]> own = run(settings, size, type, true);
                    assertThat(own.keySet()).isEqualTo(recorded.keySet());
                    recorded.forEach(
                            (name, expected) ->
                                    ByHand.close(
                                            what + name,
                                            own.getOrDefault(name, new double[0]),
                                            expected,
                                            tolerance));
                }
            }
        }
    }

    /** Output and gradients of a layer above a scaled input, for two passes added up. */
    private static Map<String, double[]> run(
            S4dLayer.Settings settings, Shape size, DataType type, boolean ownGradients) {
        Map<String, double[]> results = new LinkedHashMap<>();
        try (NDManager manager = Engine.getInstance().newBaseManager()) {
            RandomStreams streams = RandomStreams.of(3);
            S4dLayer layer = new S4dLayer(settings, streams);
            Shape shape = size.add(FEATURES);
            layer.initialize(manager, type, shape);
            ByHand.disturb(layer, streams);
            ByHand.makeGradients(layer, manager);
            OwnGradients own = new OwnGradients(manager);
            ParameterStore store = ownGradients ? own : new ParameterStore(manager, false);
            for (int pass = 0; pass < 2; pass++) {
                RandomStream stream = streams.family("x").at(pass);
                NDArray x = ByHand.normal(manager, stream, shape, type);
                x.setRequiresGradient(true);
                NDArray scale = ByHand.normal(manager, stream, shape, type);
                try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                    NDArray y = layer.forward(store, new NDList(x), true).singletonOrThrow();
                    collector.backward(y.mul(scale).mul(y.add(1)).sum());
                    own.backward();
                    results.put("output" + pass, ByHand.values(y));
                    results.put("x" + pass, ByHand.values(x.getGradient()));
                }
            }
            for (Pair<String, Parameter> parameter : layer.getDirectParameters()) {
                results.put(
                        parameter.getKey(),
                        ByHand.values(parameter.getValue().getArray().getGradient()));
            }
        }
        return results;
    }
}
