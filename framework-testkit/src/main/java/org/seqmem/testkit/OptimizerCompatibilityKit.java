// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.training.Optimizer;
import org.seqmem.api.training.OptimizerPlugin;
import org.seqmem.api.training.TrainableParameter;

/**
 * What every optimiser must keep, on two parameters of a quadratic bowl.
 *
 * @param <C> the plugin's configuration
 */
public abstract class OptimizerCompatibilityKit<C extends Record>
        extends PluginCompatibilityKit<OptimizerPlugin<?>> {

    /** Updates that an optimiser's state grows in before it is looked at. */
    private static final int UPDATES = 3;

    /** Relative: a rate and a factor are multiplied in single or double precision. */
    private static final double ROUNDING = 1e-5;

    private static final String STATE_NAME = "[a-z0-9_-]+/(weight|bias)";

    @Override
    protected abstract OptimizerPlugin<C> plugin();

    /** A configuration; its learning rate is one for parameters of order 1. */
    protected abstract C example();

    /** Two parameters in a bowl, the loss of which is the sum of 2 (w - 1)^2 / 2. */
    private final class Bowl implements AutoCloseable {

        private final NDManager manager = NDManager.newBaseManager();
        private final List<TrainableParameter> parameters;
        private final Optimizer optimizer;

        Bowl(DataType type, ParameterGroup group) {
            parameters =
                    List.of(
                            new TrainableParameter(
                                    "weight",
                                    parameter(new double[] {3, -1, 0.5, 2, 1.5, -2}, 3, type),
                                    group),
                            new TrainableParameter(
                                    "bias", parameter(new double[] {-0.5, 4}, 1, type), group));
            makeGradients(0);
            optimizer = plugin().create(example(), parameters);
        }

        private NDArray parameter(double[] values, int rows, DataType type) {
            Shape shape = new Shape(rows, values.length / rows);
            NDArray array = ModelUnderTest.array(manager, values, shape, type);
            array.setRequiresGradient(true);
            return array;
        }

        /** Adds the gradients of the loss times a factor. */
        void makeGradients(double factor) {
            for (TrainableParameter parameter : parameters) {
                try (NDManager scope = manager.newSubManager();
                        GradientCollector collector = manager.getEngine().newGradientCollector()) {
                    NDArray one = ones(scope, parameter.array(), 1);
                    NDArray scale = ones(scope, parameter.array(), factor);
                    collector.backward(scale.mul(parameter.array().sub(one).square()).sum());
                }
            }
        }

        private static NDArray ones(NDManager scope, NDArray like, double value) {
            double[] values = new double[(int) like.size()];
            Arrays.fill(values, value);
            return ModelUnderTest.array(scope, values, like.getShape(), like.getDataType());
        }

        void update(long step, double rate, double gradient) {
            makeGradients(gradient);
            optimizer.update(step, rate);
            for (TrainableParameter parameter : parameters) {
                NDArray array = parameter.array().getGradient();
                array.subi(array);
            }
        }

        void update(long step) {
            update(step, optimizer.learningRate(), 1);
        }

        double[] values() {
            return parameters.stream()
                    .flatMapToDouble(p -> Arrays.stream(ModelUnderTest.numbers(p.array())))
                    .toArray();
        }

        double loss() {
            return Arrays.stream(values()).map(w -> (w - 1) * (w - 1)).sum();
        }

        Map<String, double[]> state() {
            Map<String, double[]> state = new LinkedHashMap<>();
            optimizer.state().forEach((n, a) -> state.put(n, ModelUnderTest.numbers(a)));
            return state;
        }

        /** Takes over parameters and state of another bowl, as a resumed training does. */
        void restore(Bowl other) {
            for (int i = 0; i < parameters.size(); i++) {
                overwrite(
                        parameters.get(i).array(),
                        ModelUnderTest.numbers(other.parameters.get(i).array()));
            }
            Map<String, double[]> saved = other.state();
            assertThat(optimizer.state().keySet()).as("names").isEqualTo(saved.keySet());
            optimizer
                    .state()
                    .forEach(
                            (name, array) ->
                                    overwrite(array, Objects.requireNonNull(saved.get(name))));
        }

        private static void overwrite(NDArray array, double[] values) {
            try (NDArray alias = array.stopGradient();
                    NDArray by =
                            ModelUnderTest.array(
                                    alias.getManager(),
                                    values,
                                    alias.getShape(),
                                    alias.getDataType())) {
                alias.set(new NDIndex("..."), by);
            }
        }

        @Override
        public void close() {
            manager.close();
        }
    }

    @Override
    final void use() {
        try (Bowl bowl = new Bowl(DataType.FLOAT32, ParameterGroup.REGULAR)) {
            bowl.update(1);
            bowl.optimizer.state();
        }
    }

    @Test
    final void lowersTheLossFromTheFirstStepOn() {
        for (DataType type : new DataType[] {DataType.FLOAT32, DataType.FLOAT64}) {
            try (Bowl bowl = new Bowl(type, ParameterGroup.NO_DECAY)) {
                assertThat(bowl.optimizer.learningRate())
                        .as("learning rate")
                        .isPositive()
                        .isFinite();
                double before = bowl.loss();
                for (int step = 1; step <= UPDATES; step++) {
                    bowl.update(step);
                    assertThat(bowl.loss()).as("loss after update %d", step).isLessThan(before);
                    before = bowl.loss();
                }
            }
        }
    }

    @Test
    final void movesEveryParameterAndKeepsItsType() {
        for (DataType type : new DataType[] {DataType.FLOAT32, DataType.FLOAT64}) {
            try (Bowl bowl = new Bowl(type, ParameterGroup.REGULAR)) {
                double[] before = bowl.values();
                bowl.update(1);
                double[] after = bowl.values();
                for (int i = 0; i < before.length; i++) {
                    assertThat(after[i]).as("number %d after an update", i).isNotEqualTo(before[i]);
                }
                for (TrainableParameter parameter : bowl.parameters) {
                    assertThat(parameter.array().getDataType())
                            .as("type of %s", parameter.name())
                            .isEqualTo(type);
                }
            }
        }
    }

    @Test
    final void movesByTheRateThatItIsGivenTimesThatOfTheGroup() {
        double[] whole = firstChange(ParameterGroup.NO_DECAY, 1);
        for (double[] half :
                new double[][] {
                    firstChange(new ParameterGroup(0.5, false), 1),
                    firstChange(ParameterGroup.NO_DECAY, 0.5)
                }) {
            for (int i = 0; i < whole.length; i++) {
                assertThat(half[i])
                        .as("change of number %d at half the rate", i)
                        .isCloseTo(whole[i] / 2, Offset.offset(ROUNDING * Math.abs(whole[i])));
            }
        }
        assertThat(Arrays.stream(firstChange(ParameterGroup.NO_DECAY, 0)))
                .as("changes at a rate of 0")
                .allMatch(change -> change == 0);
    }

    private double[] firstChange(ParameterGroup group, double factor) {
        try (Bowl bowl = new Bowl(DataType.FLOAT64, group)) {
            double[] before = bowl.values();
            bowl.update(1, factor * bowl.optimizer.learningRate(), 1);
            double[] after = bowl.values();
            double[] change = new double[before.length];
            Arrays.setAll(change, i -> after[i] - before[i]);
            return change;
        }
    }

    @Test
    final void sparesFromDecayWhatIsNotToDecay() {
        try (Bowl bowl = new Bowl(DataType.FLOAT64, ParameterGroup.NO_DECAY)) {
            double[] before = bowl.values();
            bowl.update(1, bowl.optimizer.learningRate(), 0);
            assertThat(bowl.values())
                    .as("parameters that do not decay, after a gradient of zero")
                    .isEqualTo(before);
        }
    }

    @Test
    final void goesOnFromItsStateOnTheSameBits() {
        for (DataType type : new DataType[] {DataType.FLOAT32, DataType.FLOAT64}) {
            try (Bowl bowl = new Bowl(type, ParameterGroup.REGULAR);
                    Bowl resumed = new Bowl(type, ParameterGroup.REGULAR)) {
                for (int step = 1; step <= UPDATES; step++) {
                    bowl.update(step);
                }
                resumed.restore(bowl);
                for (int step = UPDATES + 1; step <= 2 * UPDATES; step++) {
                    bowl.update(step);
                    resumed.update(step);
                }
                assertThat(resumed.values())
                        .as("parameters of the resumed training, %s", type)
                        .isEqualTo(bowl.values());
            }
        }
    }

    @Test
    final void namesItsStateByArrayAndParameter() {
        try (Bowl bowl = new Bowl(DataType.FLOAT32, ParameterGroup.REGULAR);
                Bowl other = new Bowl(DataType.FLOAT32, ParameterGroup.REGULAR)) {
            List<String> names = new ArrayList<>(bowl.optimizer.state().keySet());
            assertThat(names).as("names").allSatisfy(n -> assertThat(n).matches(STATE_NAME));
            bowl.update(1);
            assertThat(new ArrayList<>(bowl.optimizer.state().keySet()))
                    .as("names after an update")
                    .isEqualTo(names);
            assertThat(new ArrayList<>(other.optimizer.state().keySet()))
                    .as("names of another instance")
                    .isEqualTo(names);
        }
    }

    @Test
    final void leavesNoArrayBehind() {
        try (Bowl bowl = new Bowl(DataType.FLOAT32, ParameterGroup.REGULAR)) {
            bowl.update(1); // what a first update keeps, a number for instance, is no leak
            int before = bowl.manager.getManagedArrays().size();
            bowl.makeGradients(1);
            int gradients = bowl.manager.getManagedArrays().size() - before;
            bowl.optimizer.update(2, bowl.optimizer.learningRate());
            assertThat(bowl.manager.getManagedArrays())
                    .as("arrays that outlive their update")
                    .hasSize(before + gradients);
        }
    }
}
