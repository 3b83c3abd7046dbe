// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import ai.djl.nn.Block;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.seqmem.api.NoConfig;
import org.seqmem.api.Use;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskPlugin;
import org.seqmem.api.training.Loss;
import org.seqmem.api.training.LossPlugin;
import org.seqmem.api.training.Optimizer;
import org.seqmem.api.training.OptimizerPlugin;
import org.seqmem.api.training.TrainableParameter;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.plan.Section;
import org.seqmem.runtime.training.Precision;
import org.seqmem.runtime.training.TrainingConfig;

/** Plans whose trials can be planned, stored and told apart, but not trained. */
public final class Plans {

    /** The fingerprint of every trial made here. */
    public static final String FINGERPRINT = "f00000000001";

    private Plans() {}

    /** A plan of trials with these ids. */
    public static Plan of(String... ids) {
        return new Plan(
                "first-look",
                List.of(1L),
                Stream.of(ids).map(Plans::trial).toList(),
                List.of(),
                List.of(),
                FINGERPRINT,
                Optional.empty());
    }

    /** One trial: an lstm on an impulse. */
    public static PlannedTrial trial(String id) {
        return new PlannedTrial(
                id,
                FINGERPRINT,
                section(
                        new Use<TaskPlugin<?>>(new FunctionalTask(), new NoConfig()),
                        "{\"memory\":{\"delay\":8,\"use\":\"impulse\"},\"use\":\"functional\"}",
                        "impulse delay=8"),
                section(
                        new Use<ModelPlugin<?>>(new Lstm(), new NoConfig()),
                        "{\"use\":\"lstm\"}",
                        "lstm"),
                section(training(), "{}", ""),
                1,
                new ModelFacts(Set.of(), OptionalLong.of(8), OptionalInt.empty(), 100, 1000),
                new SequenceShape(32, 1, 1));
    }

    private static TrainingConfig training() {
        return new TrainingConfig(
                10,
                4,
                Precision.FLOAT32,
                1,
                0,
                new Use<LossPlugin<?>>(new Mse(), new NoConfig()),
                new Use<OptimizerPlugin<?>>(new Adam(), new NoConfig()),
                (base, position) -> base,
                new TrainingConfig.Stop(0, 0, 0, 10));
    }

    private static <T> Section<T> section(T value, String json, String label) {
        return new Section<>(value, json, json, label, new TreeSet<>());
    }

    private record FunctionalTask() implements TaskPlugin<NoConfig> {
        @Override
        public String name() {
            return "functional";
        }

        @Override
        public Class<NoConfig> configType() {
            return NoConfig.class;
        }

        @Override
        public String summary() {
            return "a task that is never made";
        }

        @Override
        public Task create(NoConfig config) {
            throw new UnsupportedOperationException();
        }
    }

    private record Lstm() implements ModelPlugin<NoConfig> {
        @Override
        public String name() {
            return "lstm";
        }

        @Override
        public Class<NoConfig> configType() {
            return NoConfig.class;
        }

        @Override
        public String summary() {
            return "a model that is never made";
        }

        @Override
        public ModelFacts facts(NoConfig config, SequenceShape shape) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Block create(NoConfig config, ModelContext context) {
            throw new UnsupportedOperationException();
        }
    }

    private record Mse() implements LossPlugin<NoConfig> {
        @Override
        public String name() {
            return "mse";
        }

        @Override
        public Class<NoConfig> configType() {
            return NoConfig.class;
        }

        @Override
        public String summary() {
            return "a loss that is never made";
        }

        @Override
        public Loss create(NoConfig config, SequenceShape shape) {
            throw new UnsupportedOperationException();
        }
    }

    private record Adam() implements OptimizerPlugin<NoConfig> {
        @Override
        public String name() {
            return "adam";
        }

        @Override
        public Class<NoConfig> configType() {
            return NoConfig.class;
        }

        @Override
        public String summary() {
            return "an optimizer that is never made";
        }

        @Override
        public Optimizer create(NoConfig config, List<TrainableParameter> parameters) {
            throw new UnsupportedOperationException();
        }
    }
}
