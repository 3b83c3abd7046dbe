// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.NoConfig;
import org.seqmem.api.Use;
import org.seqmem.api.metric.TrainedModel;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.SequenceBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.runtime.training.AffineModelPlugin;
import org.seqmem.runtime.training.AffineModelPlugin.Fault;
import org.seqmem.runtime.training.LineTaskPlugin;
import org.seqmem.runtime.training.Precision;
import org.seqmem.runtime.training.TaskData;
import org.seqmem.runtime.training.TrainableModel;

class MeasuredModelTest {

    @TempDir Path directory;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Engine.getInstance().newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private TrainedModel trained(Use<ModelPlugin<?>> use) {
        RandomStreams streams = RandomStreams.of(3);
        TaskData data = new TaskData(LineTaskPlugin.use(8), streams);
        TrainableModel model =
                TrainableModel.create(use, data.shape(), Precision.FLOAT64, manager, streams);
        return new MeasuredModel(data, model, manager, streams, 4, directory, () -> {})
                .seenBy("probe", manager);
    }

    private double[] answer(UnaryOperator<NDArray> model, double... inputs) {
        return model.apply(manager.create(inputs, new Shape(1, inputs.length, 1))).toDoubleArray();
    }

    @Test
    void answersLongerSequencesWithTheSameParameters() {
        TrainedModel trained = trained(AffineModelPlugin.use(Fault.NONE));
        int length = trained.task().shape().length();
        double[] inputs = new double[2 * length];
        double[] known = new double[length];
        for (int t = 0; t < inputs.length; t++) {
            inputs[t] = t % length - 1.5;
            known[t % length] = inputs[t];
        }

        double[] longer = answer(trained.ofLength(2 * length).orElseThrow(), inputs);

        double[] expected = answer(trained::predict, known); // the model answers step by step
        assertThat(longer).hasSize(2 * length).startsWith(expected).endsWith(expected);
    }

    @Test
    void hasNoLongerFormWhereParametersBelongToPositions() {
        TrainedModel trained = trained(new Use<>(new Positions(), new NoConfig()));
        assertThat(trained.ofLength(2 * trained.task().shape().length())).isEmpty();
    }

    @Test
    void displacesEveryParameterAndPutsThemBack() {
        TrainedModel trained = trained(AffineModelPlugin.use(Fault.NONE));
        double[] inputs = new double[trained.task().shape().length()];
        inputs[0] = 2;
        double[] before = answer(trained::predict, inputs);
        List<String> asked = new ArrayList<>();

        double[] moved =
                trained.displaced(
                        (parameter, size) -> {
                            asked.add(parameter + " " + size);
                            return new double[] {parameter.endsWith("weight") ? 0.5 : 0.25};
                        },
                        () -> answer(trained::predict, inputs));

        assertThat(asked).containsExactly("readout.weight 1", "readout.bias 1");
        assertThat(moved[0]).isEqualTo(before[0] + 2 * 0.5 + 0.25);
        assertThat(moved[1]).isEqualTo(before[1] + 0.25);
        assertThat(answer(trained::predict, inputs)).isEqualTo(before);
    }

    @Test
    void putsParametersBackAfterAFailure() {
        TrainedModel trained = trained(AffineModelPlugin.use(Fault.NONE));
        double[] inputs = new double[trained.task().shape().length()];
        double[] before = answer(trained::predict, inputs);

        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                trained.displaced(
                                        (parameter, size) -> new double[] {7},
                                        () -> {
                                            throw new IllegalStateException("no");
                                        }));

        assertThat(answer(trained::predict, inputs)).isEqualTo(before);
    }

    @Test
    void readsTheValidationsFromTheLearningCurve() throws IOException {
        Files.writeString(
                directory.resolve(TrialDirectory.CURVE),
                """
                {"step":25,"loss":0.5,"validation_nmse":null,"rate":0.1,"seconds":0.5}
                {"step":50,"loss":0.4,"validation_nmse":0.25,"rate":0.1,"seconds":1.5}
                """);
        assertThat(trained(AffineModelPlugin.use(Fault.NONE)).validations())
                .containsExactly(new TrainedModel.Validated(50, 1.5, 0.25));
    }

    /** Adds a number to the input of every position. */
    private record Positions() implements ModelPlugin<NoConfig> {

        @Override
        public String name() {
            return "positions";
        }

        @Override
        public Class<NoConfig> configType() {
            return NoConfig.class;
        }

        @Override
        public String summary() {
            return "a test model";
        }

        @Override
        public ModelFacts facts(NoConfig config, SequenceShape shape) {
            return new ModelFacts(
                    Set.of(), OptionalLong.of(0), OptionalInt.of(1), shape.length(), 1);
        }

        @Override
        public Block create(NoConfig config, ModelContext context) {
            return new Sum(context);
        }

        private static final class Sum extends SequenceBlock {

            private final Parameter table;

            Sum(ModelContext context) {
                super(context.streams());
                this.table =
                        parameter(
                                "table",
                                new Shape(1, context.shape().length(), 1),
                                ParameterInit.normal(1));
            }

            @Override
            protected NDArray forward(NDArray x, Weights weights) {
                return x.add(weights.of(table));
            }

            @Override
            public Shape[] getOutputShapes(Shape[] inputShapes) {
                return inputShapes;
            }
        }
    }
}
