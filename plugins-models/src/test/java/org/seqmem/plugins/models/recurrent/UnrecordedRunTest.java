// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.seqmem.api.model.OwnGradients;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;

/** A layer's own gradient against the one that the engine records of its kernel. */
class UnrecordedRunTest {

    private static final int HIDDEN = 5;

    /** Both ways add the same some hundred numbers in another order. */
    private static final double DOUBLE = 1e-12;

    private static final double SINGLE = 1e-4;

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
        for (Shape shape :
                new Shape[] {new Shape(1, 1, 1), new Shape(1, 3, 2), new Shape(7, 2, 3)}) {
            Map<String, double[]> recorded = run(cell, type, shape, false);
            Map<String, double[]> own = run(cell, type, shape, true);
            assertThat(own.keySet()).isEqualTo(recorded.keySet());
            recorded.forEach(
                    (name, expected) -> {
                        double[] actual = own.getOrDefault(name, new double[0]);
                        assertThat(actual)
                                .as("%s, %s, %s", cell, shape, name)
                                .hasSameSizeAs(expected);
                        for (int i = 0; i < expected.length; i++) {
                            assertThat(Math.abs(actual[i] - expected[i]))
                                    .as("%s, %s, %s[%d]", cell, shape, name, i)
                                    .isLessThanOrEqualTo(tolerance * (1 + Math.abs(expected[i])));
                        }
                    });
        }
    }

    /** Output and gradients of a layer under a layer of weights, for two passes added up. */
    private static Map<String, double[]> run(
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
            makeGradients(layer, manager);
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
    private static void makeGradients(RecurrentLayer layer, NDManager manager) {
        NDArray naught = manager.create(0);
        for (Pair<String, Parameter> parameter : layer.getDirectParameters()) {
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray array = parameter.getValue().getArray();
                array.setRequiresGradient(true);
                collector.backward(array.mul(naught).sum());
            }
        }
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
