// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.Use;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.TaskPlugin;
import org.seqmem.runtime.config.Origin;
import org.seqmem.runtime.config.Problem;
import org.seqmem.runtime.config.Problems;
import org.seqmem.runtime.plugin.VersionMix;

/** What tasks and models tell of themselves, each asked once. */
final class TrialFacts {

    private final Problems problems;
    private final List<SequenceShape> shapes = new ArrayList<>();
    private final List<Map<SequenceShape, ModelFacts>> facts = new ArrayList<>();

    /**
     * Asks all tasks for their shape, and all models for their facts on each shape. What they throw
     * becomes a problem.
     */
    TrialFacts(
            Combinations ofTask,
            List<Section<Use<TaskPlugin<?>>>> tasks,
            Combinations ofModel,
            List<Section<Use<ModelPlugin<?>>>> models,
            Problems problems) {
        this.problems = problems;
        for (int i = 0; i < tasks.size(); i++) {
            Use<TaskPlugin<?>> task = tasks.get(i).value();
            ask(ofTask, i, task.name(), () -> TaskPlugin.open(task).shape()).ifPresent(shapes::add);
        }
        for (int i = 0; i < models.size(); i++) {
            Use<ModelPlugin<?>> model = models.get(i).value();
            Map<SequenceShape, ModelFacts> byShape = new HashMap<>();
            for (SequenceShape shape : shapes) {
                if (!byShape.containsKey(shape)) {
                    ask(ofModel, i, model.name(), () -> ModelPlugin.facts(model, shape))
                            .ifPresent(known -> byShape.put(shape, known));
                }
            }
            facts.add(byShape);
        }
    }

    /** The shape of a task's sequences. */
    SequenceShape shape(int task) {
        return shapes.get(task);
    }

    /** The facts of a model on sequences of a shape. */
    ModelFacts facts(int model, SequenceShape shape) {
        return Objects.requireNonNull(facts.get(model).get(shape));
    }

    private <T> Optional<T> ask(
            Combinations combinations, int combination, String plugin, Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (IllegalArgumentException e) {
            // How plugins say that values do not go together.
            add(
                    combinations,
                    combination,
                    ErrorCode.INVALID_CONFIG,
                    String.valueOf(e.getMessage()),
                    e);
        } catch (SeqmemException e) {
            add(combinations, combination, e.code(), String.valueOf(e.getMessage()), e);
        } catch (RuntimeException | LinkageError e) {
            String words =
                    combinations.section()
                            + " \""
                            + plugin
                            + "\" "
                            + VersionMix.explain(e).orElse("failed: " + e);
            add(combinations, combination, ErrorCode.PLUGIN_FAILED, words, e);
        }
        return Optional.empty();
    }

    private void add(
            Combinations combinations,
            int combination,
            ErrorCode code,
            String message,
            Throwable cause) {
        String origin = combinations.value(combination).map(Origin::of).orElse("");
        String path = "experiment." + combinations.section();
        Problem problem = new Problem(code, origin, path, Optional.empty(), message);
        problems.add(combinations.asWritten(combination, problem), cause);
    }
}
