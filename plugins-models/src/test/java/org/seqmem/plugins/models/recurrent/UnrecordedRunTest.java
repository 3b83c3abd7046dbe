// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.model.OwnGradients;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;

/** A layer's own gradient against the one that the engine records of its kernel. */
class UnrecordedRunTest {

    private static final int HIDDEN = 5;

    private static final Shape[] SHAPES = {
        new Shape(1, 1, 1), new Shape(1, 3, 2), new Shape(7, 1, 3), new Shape(9, 17, 5)
    };

    /** Both ways add the same some hundred numbers in another order. */
    private static final double DOUBLE = 1e-12;

    private static final double SINGLE = 1e-5;

    @ParameterizedTest
    @EnumSource(
            value = RecurrentCell.class,
            names = {"TANH", "RELU", "GRU"})
    void agreesWithTheRecordedPathInDoublePrecision(RecurrentCell cell) {
        agrees(cell, DataType.FLOAT64, DOUBLE);
    }

    @ParameterizedTest
    @EnumSource(
            value = RecurrentCell.class,
            names = {"TANH", "RELU", "GRU"})
    void agreesWithTheRecordedPathInSinglePrecision(RecurrentCell cell) {
        agrees(cell, DataType.FLOAT32, SINGLE);
    }

    private static void agrees(RecurrentCell cell, DataType type, double tolerance) {
        for (Shape shape : SHAPES) {
            Map<String, double[]> recorded = layer(cell, type, shape, false);
            Map<String, double[]> own = layer(cell, type, shape, true);
            assertAgree(cell + ", " + shape, own, recorded, tolerance);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void javaAgreesWithTheEngine(Ways ways) {
        for (Shape shape : SHAPES) {
            for (int hidden : new int[] {1, 6, 19}) {
                Map<String, double[]> engine = run(ways.gates(), ways.engine(), shape, hidden, 1);
                Map<String, double[]> host = run(ways.gates(), ways.host(), shape, hidden, 1);
                assertAgree(shape + ", " + hidden, host, engine, SINGLE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatIsNoNumberIsSeen(Ways ways) {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            Shape shape = new Shape(5, 2, 3);
            Map<String, double[]> engine = run(ways.gates(), ways.engine(), shape, 6, bad);
            Map<String, double[]> host = run(ways.gates(), ways.host(), shape, 6, bad);
            double[] expected = at(engine, "output");
            double[] actual = at(host, "output");
            for (int i = 0; i < expected.length; i++) {
                assertThat(Double.isNaN(actual[i])).isEqualTo(Double.isNaN(expected[i]));
                assertThat(Double.isInfinite(actual[i])).isEqualTo(Double.isInfinite(expected[i]));
            }
            // 0 times infinity at the least
            assertThat(at(host, "gradient0")).contains(Double.NaN);
        }
    }

    @Test
    void smallLayersInSinglePrecisionRunInJava() {
        try (NDManager manager = Engine.getInstance().newBaseManager()) {
            NDArray x = manager.zeros(new Shape(100, 16, 8));
            assertThat(HostRun.suits(x, 16)).isTrue();
            assertThat(HostRun.suits(x, 1024)).isFalse();
            assertThat(HostRun.suits(x.toType(DataType.FLOAT64, true), 16)).isFalse();
        }
    }

    /** The two ways of a cell. */
    record Ways(String name, int gates, Way engine, Way host) {

        @Override
        public String toString() {
            return name;
        }
    }

    private interface Way {

        UnrecordedRun of(NDArray x, NDList parameters, int hidden);
    }

    static List<Ways> ways() {
        List<Ways> ways = new ArrayList<>();
        for (PlainActivation activation : PlainActivation.values()) {
            ways.add(
                    new Ways(
                            activation.name(),
                            1,
                            (x, parameters, hidden) ->
                                    new PlainEngineRun(activation, x, parameters, hidden),
                            (x, parameters, hidden) ->
                                    new PlainHostRun(activation, x, parameters, hidden)));
        }
        ways.add(new Ways("GRU", 3, GruEngineRun::new, GruHostRun::new));
        return ways;
    }

    /**
     * Output and gradients of a run.
     *
     * @param factor of one of the inputs
     */
    private static Map<String, double[]> run(
            int gates, Way way, Shape shape, int hidden, double factor) {
        Map<String, double[]> results = new LinkedHashMap<>();
        try (NDManager manager = Engine.getInstance().newBaseManager()) {
            RandomStream stream = RandomStreams.of(5).family("x").at(hidden);
            NDArray x = normal(manager, stream, shape, DataType.FLOAT32);
            Shape states = shape.slice(0, 2).add(hidden);
            NDArray gradient = normal(manager, stream, states, DataType.FLOAT32);
            x.set(new NDIndex(0, 0, 0), factor * x.getFloat(0, 0, 0));
            long rows = (long) gates * hidden;
            NDList parameters = new NDList();
            for (Shape each :
                    new Shape[] {
                        new Shape(rows, shape.get(2)),
                        new Shape(rows, hidden),
                        new Shape(rows),
                        new Shape(rows)
                    }) {
                NDArray parameter = normal(manager, stream, each, DataType.FLOAT32);
                parameter.muli(1 / Math.sqrt(hidden));
                makeGradient(parameter);
                parameters.add(parameter);
            }
            UnrecordedRun run = way.of(x, parameters, hidden);
            results.put("output", values(run.forward()));
            run.backward(gradient);
            for (int i = 0; i < parameters.size(); i++) {
                results.put("gradient" + i, values(parameters.get(i).getGradient()));
            }
        }
        return results;
    }

    private static void assertAgree(
            String what,
            Map<String, double[]> own,
            Map<String, double[]> reference,
            double tolerance) {
        assertThat(own.keySet()).isEqualTo(reference.keySet());
        reference.forEach(
                (name, expected) -> {
                    double[] actual = at(own, name);
                    assertThat(actual).as("%s, %s", what, name).hasSameSizeAs(expected);
                    double size = Arrays.stream(expected).map(Math::abs).max().orElse(0);
                    for (int i = 0; i < expected.length; i++) {
                        assertThat(Math.abs(actual[i] - expected[i]))
                                .as("%s, %s[%d]", what, name, i)
                                .isLessThanOrEqualTo(tolerance * (1 + size));
                    }
                });
    }

    /** Output and gradients of a layer under a layer of weights, for two passes added up. */
    private static Map<String, double[]> layer(
            RecurrentCell cell, DataType type, Shape shape, boolean ownGradients) {
        Map<String, double[]> results = new LinkedHashMap<>();
        try (NDManager manager = Engine.getInstance().newBaseManager()) {
            RandomStreams streams = RandomStreams.of(3);
            RecurrentLayer layer =
                    new RecurrentLayer(
                            new RecurrentLayer.Design(cell, RecurrentInit.UNIFORM, GateBias.NONE),
                            Math.toIntExact(shape.get(2)),
                            HIDDEN,
                            streams);
            layer.initialize(manager, type, shape);
            for (Pair<String, Parameter> parameter : layer.getDirectParameters()) {
                makeGradient(parameter.getValue().getArray());
            }
            OwnGradients own = new OwnGradients(manager);
            ParameterStore store = ownGradients ? own : new ParameterStore(manager, false);
            for (int pass = 0; pass < 2; pass++) {
                RandomStream stream = streams.family("x").at(pass);
                NDArray x = normal(manager, stream, shape, type);
                NDArray scale = normal(manager, stream, shape.slice(0, 2).add(HIDDEN), type);
                try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                    NDArray y = layer.forward(store, new NDList(x), true).singletonOrThrow();
                    collector.backward(y.mul(scale).mul(y).sum());
                    own.backward();
                    results.put("output" + pass, values(y));
                }
            }
            for (Pair<String, Parameter> parameter : layer.getDirectParameters()) {
                results.put(
                        parameter.getKey(), values(parameter.getValue().getArray().getGradient()));
            }
        }
        return results;
    }

    /** Gradients of zero, as the training loop makes them beforehand. */
    private static void makeGradient(NDArray parameter) {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            parameter.setRequiresGradient(true);
            collector.backward(parameter.mul(parameter.getManager().create(0)).sum());
        }
    }

    private static double[] at(Map<String, double[]> results, String name) {
        return Objects.requireNonNull(results.get(name), name);
    }

    private static NDArray normal(
            NDManager manager, RandomStream stream, Shape shape, DataType type) {
        double[] values = new double[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = stream.nextGaussian();
        }
        return manager.create(values, shape).toType(type, true);
    }

    private static double[] values(NDArray array) {
        return array.toType(DataType.FLOAT64, true).toDoubleArray();
    }
}
