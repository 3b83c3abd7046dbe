// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.training.TrainableParameter;

class GradientsTest {

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Engine.getInstance().newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @CsvSource({
        "clip-global-norm-1, FLOAT64",
        "clip-global-norm-1, FLOAT32",
        "clip-global-norm-50, FLOAT64",
        "clip-global-norm-50, FLOAT32"
    })
    void clipsByTheNormOfAllParametersTogether(String name, DataType type) {
        JsonNode node = OptimiserVectors.named(name);
        TrainableParameter one =
                parameter(OptimiserVectors.numbers(node.at("/inputs/gradient_1")), type);
        TrainableParameter two =
                parameter(OptimiserVectors.numbers(node.at("/inputs/gradient_2")), type);
        Gradients gradients = gradients(one, two);
        fill(one, OptimiserVectors.numbers(node.at("/inputs/gradient_1")));
        fill(two, OptimiserVectors.numbers(node.at("/inputs/gradient_2")));

        gradients.clip(OptimiserVectors.parameter(node, "max_norm"));

        JsonNode expected = node.at("/expected/with_1e-6");
        assertThat(expected.isMissingNode()).isFalse();
        OptimiserVectors.assertMet(gradient(one), expected.path("gradient_1"), type);
        OptimiserVectors.assertMet(gradient(two), expected.path("gradient_2"), type);
    }

    @Test
    void leavesAVanishingGradientAlone() {
        TrainableParameter parameter = parameter(new double[2], DataType.FLOAT32);
        Gradients gradients = gradients(parameter);

        gradients.clip(1);

        assertThat(gradient(parameter)).containsExactly(0, 0);
    }

    @Test
    void clearsWhateverIsThere() {
        TrainableParameter parameter = parameter(new double[3], DataType.FLOAT32);
        Gradients gradients = gradients(parameter);
        fill(parameter, new double[] {1, Double.NaN, Double.POSITIVE_INFINITY});

        gradients.clear();

        assertThat(gradient(parameter)).containsExactly(0, 0, 0);
    }

    @Test
    void existFromTheStartInTheTypeOfTheParameter() {
        TrainableParameter parameter = parameter(new double[] {1, Double.NaN}, DataType.FLOAT64);
        gradients(parameter);

        assertThat(parameter.array().getGradient().getDataType()).isEqualTo(DataType.FLOAT64);
        assertThat(gradient(parameter)).containsExactly(0, 0);
    }

    @Test
    void areTheSameArraysInEveryBackwardPass() {
        TrainableParameter parameter = parameter(new double[] {1, 2}, DataType.FLOAT32);
        Gradients gradients = gradients(parameter);

        for (int step = 0; step < 3; step++) {
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(parameter.array().mul(3).sum());
            }
            assertThat(gradient(parameter)).containsExactly(3, 3);
            gradients.clear();
            assertThat(gradient(parameter)).containsExactly(0, 0);
        }
    }

    @Test
    void clippingLeavesNoArraysBehind() {
        TrainableParameter parameter = parameter(new double[] {1, 2}, DataType.FLOAT32);
        Gradients gradients = gradients(parameter);
        int before = manager.getManagedArrays().size();

        gradients.clip(1);
        gradients.clear();

        assertThat(manager.getManagedArrays()).hasSize(before);
    }

    private Gradients gradients(TrainableParameter... parameters) {
        return new Gradients(Engine.getInstance(), manager, List.of(parameters));
    }

    private TrainableParameter parameter(double[] values, DataType type) {
        NDArray array = DataTypes.array(manager, values, new Shape(values.length), type);
        array.setRequiresGradient(true);
        return new TrainableParameter("p" + array.getUid(), array, ParameterGroup.REGULAR);
    }

    private void fill(TrainableParameter parameter, double[] gradient) {
        NDArray array = parameter.array();
        array.getGradient()
                .set(
                        new NDIndex("..."),
                        DataTypes.array(manager, gradient, array.getShape(), array.getDataType()));
    }

    private static double[] gradient(TrainableParameter parameter) {
        return DataTypes.values(parameter.array().getGradient());
    }
}
