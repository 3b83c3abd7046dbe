// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.training.Optimizer;
import org.seqmem.api.training.TrainableParameter;

class OptimizersTest {

    /** Four roundings of single precision. */
    private static final double SINGLE = 4 * 0x1p-24;

    private static final double DOUBLE = 1e-13;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Engine.getInstance().newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    static Stream<Arguments> trajectories() {
        return OptimiserVectors.ofKinds("adam", "adamw", "sgd").stream()
                .flatMap(
                        node ->
                                Stream.of(DataType.FLOAT64, DataType.FLOAT32)
                                        .map(type -> Arguments.of(node, type)));
    }

    @ParameterizedTest
    @MethodSource("trajectories")
    void followsTheReferenceTrajectory(JsonNode node, DataType type) {
        NDArray q = array(OptimiserVectors.numbers(node.at("/inputs/Q")), new Shape(3, 3), type);
        NDArray b = array(OptimiserVectors.numbers(node.at("/inputs/b")), new Shape(3), type);
        TrainableParameter w =
                parameter("w", OptimiserVectors.numbers(node.at("/inputs/w0")), type);
        Gradients gradients = gradients(List.of(w));
        Optimizer optimizer = optimizer(node, List.of(w));
        List<Double> trajectory = new ArrayList<>(values(w));

        for (int step = 1; step <= 10; step++) {
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray half = q.matMul(w.array()).mul(w.array()).sum().mul(0.5);
                collector.backward(half.sub(b.mul(w.array()).sum()));
            }
            if (node.at("/parameters").has("clip")) {
                gradients.clip(OptimiserVectors.parameter(node, "clip"));
            }
            optimizer.update(step, optimizer.learningRate());
            gradients.clear();
            trajectory.addAll(values(w));
        }

        OptimiserVectors.assertMet(
                trajectory.stream().mapToDouble(Double::doubleValue).toArray(),
                node.at("/expected/trajectory"),
                type);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT32", "FLOAT64"})
    void adamScalesTinyGradientsByEpsilonAfterTheBiasCorrection(DataType type) {
        double[] tiny = {1e-6, -1e-7, 1e-8, -1e-9, 1e-10, 1e-11, -1e-12};
        TrainableParameter w = parameter("w", new double[tiny.length], type);
        Gradients gradients = gradients(List.of(w));
        set(w, tiny);
        double rate = 0.1;

        new AdamPlugin()
                .create(new AdamConfig(rate, 0.9, 0.999, 1e-8, 0), List.of(w))
                .update(1, rate);

        // in the first step m and v are g and g^2 once their bias is corrected
        double tolerance = type == DataType.FLOAT64 ? DOUBLE : SINGLE;
        for (int i = 0; i < tiny.length; i++) {
            double expected = -rate * tiny[i] / (Math.abs(tiny[i]) + 1e-8);
            assertThat(values(w).get(i))
                    .isCloseTo(expected, Offset.offset(tolerance * Math.abs(expected)));
        }
        gradients.clear();
    }

    @Test
    void groupsScaleTheRateAndSpareFromDecay() {
        ParameterGroup slow = new ParameterGroup(0.5, true);
        TrainableParameter regular =
                parameter("a", new double[] {2}, DataType.FLOAT64, ParameterGroup.REGULAR);
        TrainableParameter halved = parameter("b", new double[] {2}, DataType.FLOAT64, slow);
        TrainableParameter spared =
                parameter("c", new double[] {2}, DataType.FLOAT64, ParameterGroup.NO_DECAY);
        List<TrainableParameter> all = List.of(regular, halved, spared);
        gradients(all);
        all.forEach(parameter -> set(parameter, new double[] {1}));

        new SgdPlugin().create(new SgdConfig(0.1, 0, false, 0.5), all).update(1, 0.1);

        // g = 1 + 0.5 * 2 with decay
        assertThat(values(regular).get(0)).isCloseTo(2 - 0.1 * 2, Offset.offset(DOUBLE));
        assertThat(values(halved).get(0)).isCloseTo(2 - 0.05 * 2, Offset.offset(DOUBLE));
        assertThat(values(spared).get(0)).isCloseTo(2 - 0.1, Offset.offset(DOUBLE));
    }

    @Test
    void decayApartFromTheGradientFollowsTheRateOfTheGroup() {
        TrainableParameter w =
                parameter("w", new double[] {2}, DataType.FLOAT64, new ParameterGroup(0.5, true));
        gradients(List.of(w));

        new AdamWPlugin()
                .create(new AdamConfig(0.1, 0.9, 0.999, 1e-8, 0.2), List.of(w))
                .update(1, 0.1);

        assertThat(values(w).get(0)).isCloseTo(2 * (1 - 0.05 * 0.2), Offset.offset(DOUBLE));
    }

    @Test
    void updatesManyShapesLikeEachAlone() {
        List<TrainableParameter> together = threeShapes();
        List<TrainableParameter> alone = threeShapes();
        AdamConfig config = new AdamConfig(0.1, 0.9, 0.999, 1e-8, 0.1);
        Optimizer one = new AdamWPlugin().create(config, together);
        List<Optimizer> three =
                alone.stream()
                        .map(parameter -> new AdamWPlugin().create(config, List.of(parameter)))
                        .toList();

        for (int step = 1; step <= 3; step++) {
            one.update(step, 0.1);
            for (Optimizer optimizer : three) {
                optimizer.update(step, 0.1);
            }
        }

        for (int i = 0; i < together.size(); i++) {
            assertThat(values(together.get(i))).isEqualTo(values(alone.get(i)));
        }
    }

    @Test
    void namesItsStateAndGoesOnFromACopyOfIt() {
        List<TrainableParameter> original = threeShapes();
        AdamConfig config = new AdamConfig(0.1, 0.9, 0.999, 1e-8, 0.1);
        Optimizer first = new AdamWPlugin().create(config, original);
        first.update(1, 0.1);
        first.update(2, 0.1);

        List<TrainableParameter> copies = threeShapes();
        Optimizer second = new AdamWPlugin().create(config, copies);
        for (int i = 0; i < copies.size(); i++) {
            copies.get(i)
                    .array()
                    .stopGradient()
                    .set(new NDIndex("..."), original.get(i).array().stopGradient());
        }
        Map<String, NDArray> state = first.state();
        second.state().forEach((name, array) -> array.set(new NDIndex("..."), state.get(name)));
        first.update(3, 0.1);
        second.update(3, 0.1);

        assertThat(state.keySet())
                .containsExactlyInAnyOrder(
                        "m/scalar", "m/vector", "m/matrix", "v/scalar", "v/vector", "v/matrix");
        assertThat(state)
                .hasEntrySatisfying(
                        "v/matrix",
                        array -> assertThat(array.getShape()).isEqualTo(new Shape(2, 3)));
        for (int i = 0; i < copies.size(); i++) {
            assertThat(values(copies.get(i))).isEqualTo(values(original.get(i)));
        }
    }

    @Test
    void makesNoArraysThatOutliveAnUpdate() {
        List<TrainableParameter> parameters = threeShapes();
        Optimizer adam =
                new AdamPlugin().create(new AdamConfig(0.1, 0.9, 0.99, 1e-8, 0.1), parameters);
        Optimizer sgd = new SgdPlugin().create(new SgdConfig(0.1, 0.9, true, 0.1), parameters);
        int before = manager.getManagedArrays().size();

        for (int step = 1; step <= 5; step++) {
            adam.update(step, 0.1);
            sgd.update(step, 0.1);
        }

        assertThat(manager.getManagedArrays()).hasSize(before);
    }

    @Test
    void nesterovNeedsMomentum() {
        assertThatThrownBy(() -> new SgdConfig(0.1, 0, true, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nesterov needs a momentum above 0");
    }

    private List<TrainableParameter> threeShapes() {
        NDArray scalar = manager.create(0.5);
        NDArray vector = manager.create(new double[] {1, -2});
        NDArray matrix = manager.create(new double[] {1, 2, 3, 4, 5, 6}, new Shape(2, 3));
        List<TrainableParameter> parameters = new ArrayList<>();
        for (var entry :
                List.of(
                        Map.entry("scalar", scalar),
                        Map.entry("vector", vector),
                        Map.entry("matrix", matrix))) {
            entry.getValue().setRequiresGradient(true);
            parameters.add(
                    new TrainableParameter(
                            entry.getKey(), entry.getValue(), ParameterGroup.REGULAR));
        }
        gradients(parameters);
        for (TrainableParameter parameter : parameters) {
            double[] gradient = new double[(int) parameter.array().size()];
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = 0.1 * (i + 1);
            }
            set(parameter, gradient);
        }
        return parameters;
    }

    private Optimizer optimizer(JsonNode node, List<TrainableParameter> parameters) {
        double rate = OptimiserVectors.parameter(node, "lr");
        double decay = OptimiserVectors.parameter(node, "weight_decay");
        if (node.at("/parameters/kind").asText().equals("sgd")) {
            boolean nesterov = node.at("/parameters/nesterov").asBoolean();
            double momentum = OptimiserVectors.parameter(node, "momentum");
            return new SgdPlugin()
                    .create(new SgdConfig(rate, momentum, nesterov, decay), parameters);
        }
        AdamConfig config =
                new AdamConfig(
                        rate,
                        OptimiserVectors.parameter(node, "beta1"),
                        OptimiserVectors.parameter(node, "beta2"),
                        OptimiserVectors.parameter(node, "eps"),
                        decay);
        return node.at("/parameters/kind").asText().equals("adamw")
                ? new AdamWPlugin().create(config, parameters)
                : new AdamPlugin().create(config, parameters);
    }

    private TrainableParameter parameter(String name, double[] values, DataType type) {
        return parameter(name, values, type, ParameterGroup.REGULAR);
    }

    private TrainableParameter parameter(
            String name, double[] values, DataType type, ParameterGroup group) {
        NDArray array = array(values, new Shape(values.length), type);
        array.setRequiresGradient(true);
        return new TrainableParameter(name, array, group);
    }

    private Gradients gradients(List<TrainableParameter> parameters) {
        return new Gradients(Engine.getInstance(), manager, parameters);
    }

    private void set(TrainableParameter parameter, double[] gradient) {
        NDArray array = parameter.array();
        array.getGradient()
                .set(new NDIndex("..."), array(gradient, array.getShape(), array.getDataType()));
    }

    private NDArray array(double[] values, Shape shape, DataType type) {
        return DataTypes.array(manager, values, shape, type);
    }

    private static List<Double> values(TrainableParameter parameter) {
        List<Double> values = new ArrayList<>();
        for (double value : DataTypes.values(parameter.array())) {
            values.add(value);
        }
        return values;
    }
}
