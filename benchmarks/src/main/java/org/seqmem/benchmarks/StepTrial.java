// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.seqmem.api.Use;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.runtime.cli.Console;
import org.seqmem.runtime.config.ExperimentFile;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.plan.Planner;
import org.seqmem.runtime.training.Devices;
import org.seqmem.runtime.training.TaskData;
import org.seqmem.runtime.training.TrainableModel;
import org.seqmem.runtime.training.TrainingConfig;
import org.seqmem.runtime.training.TrainingLoop;
import org.seqmem.runtime.wiring.Wiring;

/** The training of {@code step.conf}, with settings laid over it, as a worker makes it. */
final class StepTrial implements AutoCloseable {

    private static final Plugins PLUGINS = new Plugins();
    private static final Wiring WIRING = new Wiring(Console.nowhere());

    private final Use<ModelPlugin<?>> recipe;
    private final TrainingConfig training;
    private final RandomStreams streams;
    private final NDManager manager;
    private final TaskData data;
    private final TrainableModel model;

    /**
     * Draws nothing yet.
     *
     * @param settings {@code path=value}
     * @param device as {@link Devices#named} takes it
     */
    StepTrial(List<String> settings, String device) {
        this(first(ExperimentFile.parse(stepFile(), settings)), device);
    }

    /** A trial of another experiment. */
    StepTrial(PlannedTrial trial, String device) {
        this.recipe = trial.model().value();
        this.training = trial.training().value();
        this.streams = RandomStreams.of(trial.seed());
        this.manager = Devices.engine().newBaseManager(Devices.named(device));
        this.data = new TaskData(trial.task().value(), streams);
        this.model =
                TrainableModel.create(recipe, data.shape(), training.precision(), manager, streams);
    }

    /** Settings for a model at a size, with a training set of a number of batches. */
    static List<String> settings(String model, Size size, int batches) {
        List<String> keys = new ArrayList<>(List.of("use=" + model));
        PLUGINS.<ModelPlugin<?>>plugin(ModelPlugin.class, model)
                .width()
                .ifPresent(key -> keys.add(key + "=" + size.width()));
        if (model.equals("tcn")) {
            keys.add("levels=3"); // six convolutions, what the peer has
        }
        return List.of(
                "experiment.model={" + String.join(", ", keys) + "}",
                "experiment.task.sequence-length=" + size.length(),
                "experiment.task.train-size=" + batches * size.batch(),
                "experiment.training.batch-size=" + size.batch());
    }

    private static PlannedTrial first(ExperimentFile file) {
        return WIRING.get(Planner.class).plan(file).trials().get(0);
    }

    private static String stepFile() {
        try (InputStream in = StepTrial.class.getResourceAsStream("step.conf")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Use<ModelPlugin<?>> recipe() {
        return recipe;
    }

    TrainingConfig training() {
        return training;
    }

    RandomStreams streams() {
        return streams;
    }

    /** On the device; lives as long as this. */
    NDManager manager() {
        return manager;
    }

    TaskData data() {
        return data;
    }

    TrainableModel model() {
        return model;
    }

    /** Floating-point operations of an update: three times those of the forward pass. */
    long flops() {
        return 3L * model.facts().flopsPerStep() * data.shape().length() * training.batchSize();
    }

    /** A loop of its own; draws the data. */
    TrainingLoop loop() {
        return new TrainingLoop(training, model, data, manager, streams);
    }

    @Override
    public void close() {
        manager.close();
    }
}
