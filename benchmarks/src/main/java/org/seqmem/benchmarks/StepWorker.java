// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.Task;
import org.seqmem.runtime.cli.Console;
import org.seqmem.runtime.config.ExperimentFile;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.plan.Planner;
import org.seqmem.runtime.training.Checkpoints;
import org.seqmem.runtime.training.Devices;
import org.seqmem.runtime.training.SafetensorsFile;
import org.seqmem.runtime.training.TaskData;
import org.seqmem.runtime.training.TrainableModel;
import org.seqmem.runtime.training.TrainingConfig;
import org.seqmem.runtime.training.TrainingEnd;
import org.seqmem.runtime.training.TrainingLoop;
import org.seqmem.runtime.wiring.Wiring;

/**
 * Trains the first trial of an experiment file as a worker does, in paces that are asked for on
 * standard input: what it times is the whole loop, not a copy of it.
 *
 * <pre>{@code
 * StepWorker FILE DEVICE EXCHANGE [path=value ...]
 * }</pre>
 *
 * <p>First writes the batches of its first epoch ({@code input} and {@code target}, batches first)
 * and its initial values ({@code model.NAME}) to the file EXCHANGE, in the safetensors format, for
 * a peer to begin from; with {@value #NO_EXCHANGE} it writes nothing. What it then hears and says
 * is in {@link Paces}.
 */
public final class StepWorker {

    /** In place of a file: there is no peer. */
    static final String NO_EXCHANGE = "-";

    private StepWorker() {}

    /** Runs until it is told to end. */
    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        Planner planner = new Wiring(Console.ofProcess()).get(Planner.class);
        ExperimentFile file =
                ExperimentFile.load(Path.of(words.get(0)), words.subList(3, words.size()));
        PlannedTrial trial = planner.plan(file).trials().get(0);
        TrainingConfig training = trial.training().value();
        RandomStreams streams = RandomStreams.of(trial.seed());
        try (NDManager manager = Devices.engine().newBaseManager(Devices.named(words.get(1)))) {
            TaskData data = new TaskData(trial.task().value(), streams);
            TrainableModel model =
                    TrainableModel.create(
                            trial.model().value(),
                            data.shape(),
                            training.precision(),
                            manager,
                            streams);
            if (!words.get(2).equals(NO_EXCHANGE)) {
                exchange(Path.of(words.get(2)), model, data.task(), training, streams, manager);
            }
            TrainingLoop loop = new TrainingLoop(training, model, data, manager, streams);
            long flops =
                    3L
                            * model.facts().flopsPerStep()
                            * data.shape().length()
                            * training.batchSize();
            Paces paces = new Paces(manager, flops);
            TrainingEnd end = loop.run(paces, Checkpoints.NONE, paces);
            if (end.reason() != TrainingEnd.Reason.STOPPED) {
                throw new IllegalStateException("the training ended by itself: " + end);
            }
            paces.end();
        }
    }

    /** Writes what a peer needs to do the same: batches in their order, and initial values. */
    private static void exchange(
            Path file,
            TrainableModel model,
            Task task,
            TrainingConfig training,
            RandomStreams streams,
            NDManager manager) {
        SequenceShape shape = task.shape();
        int set = task.sizes().train().orElseThrow();
        int[] order = streams.family("data.order").at(0).permutation(set);
        RandomStreams.Family family = streams.family("data.train");
        float[] inputs = new float[set * shape.length() * shape.inputSize()];
        float[] targets = new float[set * shape.length() * shape.outputSize()];
        double[] input = new double[shape.length() * shape.inputSize()];
        double[] target = new double[shape.length() * shape.outputSize()];
        for (int i = 0; i < set; i++) {
            task.draw(family.at(order[i]), input, target);
            put(input, inputs, i);
            put(target, targets, i);
        }
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        try (NDManager scope = manager.newSubManager()) {
            long steps = set / training.batchSize();
            Shape batches = new Shape(steps, training.batchSize(), shape.length());
            arrays.put("input", scope.create(inputs, batches.add(shape.inputSize())));
            arrays.put("target", scope.create(targets, batches.add(shape.outputSize())));
            model.arrays().forEach((name, array) -> arrays.put("model." + name, array));
            SafetensorsFile.write(file, arrays);
        }
    }

    private static void put(double[] sequence, float[] all, int index) {
        for (int i = 0; i < sequence.length; i++) {
            all[index * sequence.length + i] = (float) sequence[i];
        }
    }
}
