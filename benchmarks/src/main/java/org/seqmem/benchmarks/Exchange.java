// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.Task;
import org.seqmem.runtime.training.SafetensorsFile;

/**
 * What a peer needs to train the same, in the safetensors format: the batches of the first epoch in
 * their order ({@code input} and {@code target}, batches first), the test set ({@code test.input},
 * {@code test.target}), and the initial values ({@code model.NAME}).
 */
final class Exchange {

    private Exchange() {}

    /** The batches of the first epoch, on a manager: {@code input} and {@code target}. */
    static Map<String, NDArray> batches(StepTrial trial, NDManager manager) {
        Task task = trial.data().task();
        int set = task.sizes().train().orElseThrow();
        int batch = trial.training().batchSize();
        return draw(
                task,
                trial.streams().family("data.train"),
                trial.streams().family("data.order").at(0).permutation(set),
                new Shape(set / batch, batch),
                manager);
    }

    static void write(Path file, StepTrial trial) {
        Task task = trial.data().task();
        int test = task.sizes().test();
        try (NDManager scope = trial.manager().newSubManager()) {
            Map<String, NDArray> arrays = new LinkedHashMap<>(batches(trial, scope));
            draw(
                            task,
                            trial.streams().family("data.test"),
                            IntStream.range(0, test).toArray(),
                            new Shape(test),
                            scope)
                    .forEach((name, array) -> arrays.put("test." + name, array));
            trial.model().arrays().forEach((name, array) -> arrays.put("model." + name, array));
            SafetensorsFile.write(file, arrays);
        }
    }

    /** Draws sequences in an order, as two arrays of the shape (lead..., T, d). */
    private static Map<String, NDArray> draw(
            Task task, RandomStreams.Family family, int[] order, Shape lead, NDManager scope) {
        SequenceShape shape = task.shape();
        float[] inputs = new float[order.length * shape.length() * shape.inputSize()];
        float[] targets = new float[order.length * shape.length() * shape.outputSize()];
        double[] input = new double[shape.length() * shape.inputSize()];
        double[] target = new double[shape.length() * shape.outputSize()];
        for (int i = 0; i < order.length; i++) {
            task.draw(family.at(order[i]), input, target);
            put(input, inputs, i);
            put(target, targets, i);
        }
        Shape steps = lead.add(shape.length());
        return Map.of(
                "input", scope.create(inputs, steps.add(shape.inputSize())),
                "target", scope.create(targets, steps.add(shape.outputSize())));
    }

    private static void put(double[] sequence, float[] all, int index) {
        for (int i = 0; i < sequence.length; i++) {
            all[index * sequence.length + i] = (float) sequence[i];
        }
    }
}
