// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.seqmem.api.metric.Evaluation;
import org.seqmem.api.metric.MeasuredError;
import org.seqmem.api.metric.Measurement;
import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.api.metric.TrainedModel;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.Task;

/**
 * What every metric must keep. It is asked about models of known answers; what it calls an error
 * must be one, exactly.
 *
 * @param <C> the plugin's configuration
 */
public abstract class MetricCompatibilityKit<C extends Record>
        extends PluginCompatibilityKit<MetricPlugin<?>> {

    private static final int LENGTH = 16;

    /** A memory of four lags, the last of them negative. */
    private static final double[] KERNEL = {1, 0.5, 0.25, -0.5};

    /** Sums of a thousand squares in double precision lose three of 16 digits. */
    private static final Offset<Double> EXACT = Offset.offset(1e-12);

    private static final String NAMES = "[a-z0-9]+(-[a-z0-9]+)*";

    @Override
    protected abstract MetricPlugin<C> plugin();

    /** A small configuration, for a model with one input and one output of 16 steps. */
    protected abstract C example();

    @Override
    final void use() {
        try (KnownModel model = model(0.5)) {
            measure(model);
        }
    }

    @Test
    final void measuresTheSameEveryTime() {
        try (KnownModel model = model(0.5);
                KnownModel again = model(0.5)) {
            Measurement first = measure(model);
            for (Measurement second : new Measurement[] {measure(model), measure(again)}) {
                assertThat(second.values()).as("second values").isEqualTo(first.values());
                assertThat(second.curves().keySet()).isEqualTo(first.curves().keySet());
                second.curves()
                        .forEach(
                                (name, curve) ->
                                        assertThat(curve)
                                                .as("second " + name)
                                                .isEqualTo(first.curves().get(name)));
            }
        }
    }

    @Test
    final void findsNumbersByName() {
        for (double factor : new double[] {0, 0.5, 1}) {
            try (KnownModel model = model(factor)) {
                Measurement measured = measure(model);
                assertThat(measured.values().size() + measured.curves().size())
                        .as("what it found")
                        .isPositive();
                assertThat(measured.values().keySet())
                        .as("names of values")
                        .allSatisfy(name -> assertThat(name).matches(NAMES));
                assertThat(measured.curves().keySet())
                        .as("names of curves")
                        .allSatisfy(name -> assertThat(name).matches(NAMES));
                assertThat(measured.values().values())
                        .as("values")
                        .noneMatch(value -> value.isNaN());
            }
        }
    }

    /** The test split is computed once, for all metrics. */
    @Test
    final void leavesTheModelAndItsTestDataAsTheyWere() {
        try (KnownModel model = model(0.5);
                KnownModel untouched = model(0.5)) {
            measure(model);
            assertThat(model.weights()).as("weights after it").isEqualTo(untouched.weights());
            Evaluation before = untouched.test();
            Evaluation after = model.test();
            assertThat(after.inputs()).as("inputs after it").isEqualTo(before.inputs());
            assertThat(after.targets()).as("targets after it").isEqualTo(before.targets());
            assertThat(after.predictions())
                    .as("predictions after it")
                    .isEqualTo(before.predictions());
        }
    }

    @Test
    final void leavesNoArrayBehind() {
        try (KnownModel model = model(0.5)) {
            measure(model);
            int before = model.manager().getManagedArrays().size();
            measure(model);
            assertThat(model.manager().getManagedArrays())
                    .as("arrays that outlive the measuring")
                    .hasSize(before);
        }
    }

    /** No validations, no other length: as of a model with a parameter for every position. */
    @Test
    final void measuresAModelThatCanDoLess() {
        try (KnownModel model = model(0.5)) {
            TrainedModel less = new LimitedModel(model);
            assertThatCode(() -> plugin().create(example()).measure(less))
                    .as("measuring a model for one length only, without validations")
                    .doesNotThrowAnyException();
            Measurement measured = plugin().create(example()).measure(less);
            assertThat(measured.values().values()).as("values").noneMatch(v -> v.isNaN());
        }
    }

    @Test
    final void callsAnErrorWhatIsOne() {
        for (double factor : new double[] {0, 0.5, 1}) {
            try (KnownModel model = model(factor)) {
                Map<String, Double> values = measure(model).values();
                for (MeasuredError error : plugin().errors(example(), model.test().shape())) {
                    assertThat(values).as("values").containsKey(error.value());
                    assertThat(values.get(error.value()))
                            .as("%s where the model gives %s of the target", error.value(), factor)
                            .isCloseTo(expected(model.test(), error), EXACT);
                    assertThat(values).as("standard errors").containsKey(error.standardError());
                    assertThat(values.get(error.standardError()))
                            .as(error.standardError())
                            .isNotNegative();
                }
            }
        }
    }

    /** Mean squared error over mean target power, both with the weights of the steps. */
    private static double expected(Evaluation test, MeasuredError error) {
        double[] weights = error.steps().values(test.shape().length());
        double squares = 0;
        double power = 0;
        for (int i = 0; i < test.targets().length; i++) {
            double weight = weights[i % weights.length];
            double miss = test.predictions()[i] - test.targets()[i];
            squares += weight * miss * miss;
            power += weight * test.targets()[i] * test.targets()[i];
        }
        return squares / power;
    }

    /** A model of which nothing beyond the required is known. */
    private record LimitedModel(TrainedModel model) implements TrainedModel {

        @Override
        public Task task() {
            return model.task();
        }

        @Override
        public ModelFacts facts() {
            return model.facts();
        }

        @Override
        public Evaluation test() {
            return model.test();
        }

        @Override
        public NDArray predict(NDArray x) {
            return model.predict(x);
        }

        @Override
        public DataType dataType() {
            return model.dataType();
        }

        @Override
        public NDManager manager() {
            return model.manager();
        }

        @Override
        public RandomStreams streams() {
            return model.streams();
        }

        @Override
        public <R> R displaced(Displacement displacement, Supplier<R> work) {
            return model.displaced(displacement, work);
        }
    }

    private Measurement measure(KnownModel model) {
        return plugin().create(example()).measure(model);
    }

    /** A model that gives a share of the target. */
    private static KnownModel model(double share) {
        double[] weights = Arrays.stream(KERNEL).map(weight -> share * weight).toArray();
        return new KnownModel(LENGTH, KERNEL, weights);
    }
}
