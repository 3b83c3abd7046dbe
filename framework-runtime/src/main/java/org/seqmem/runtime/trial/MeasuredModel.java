// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.metric.Evaluation;
import org.seqmem.api.metric.TrainedModel;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.Task;
import org.seqmem.runtime.training.Split;
import org.seqmem.runtime.training.TaskData;
import org.seqmem.runtime.training.TrainableModel;

/** A trained model as its metrics see it, one after another. */
final class MeasuredModel {

    /** No graph is kept: any trial that could be trained can afford this many at a time. */
    private static final int SMALLEST_CHUNK = 32;

    private final TaskData data;
    private final TrainableModel model;
    private final NDManager manager;
    private final RandomStreams streams;
    private final int chunk;
    private final Path directory;
    private final Runnable alive;
    private @Nullable Evaluation evaluation;

    /**
     * @param streams of the trial
     * @param batchSize of the training
     * @param directory of the trial, with its learning curve
     * @param alive called whenever the model has been run
     */
    MeasuredModel(
            TaskData data,
            TrainableModel model,
            NDManager manager,
            RandomStreams streams,
            int batchSize,
            Path directory,
            Runnable alive) {
        this.data = data;
        this.model = model;
        this.manager = manager;
        this.streams = streams;
        this.alive = alive;
        this.chunk = Math.max(batchSize, SMALLEST_CHUNK);
        this.directory = directory;
    }

    /**
     * The view of one metric.
     *
     * @param metric its name in results, which also names its random streams
     * @param scope for its arrays
     */
    TrainedModel seenBy(String metric, NDManager scope) {
        RandomStreams own = streams.scope("metric").scope(metric);
        return new TrainedModel() {
            @Override
            public Task task() {
                return data.task();
            }

            @Override
            public ModelFacts facts() {
                return model.facts();
            }

            @Override
            public Evaluation test() {
                return evaluation();
            }

            @Override
            public NDArray predict(NDArray x) {
                return MeasuredModel.this.predict(model, x);
            }

            @Override
            public List<Validated> validations() {
                return LearningCurve.read(directory).points().stream()
                        .filter(point -> !Double.isNaN(point.validationNmse()))
                        .map(
                                point ->
                                        new Validated(
                                                point.step(),
                                                point.seconds(),
                                                point.validationNmse()))
                        .toList();
            }

            @Override
            public Optional<UnaryOperator<NDArray>> ofLength(int length) {
                return model.ofLength(length, scope)
                        .map(other -> x -> MeasuredModel.this.predict(other, x));
            }

            @Override
            public <R> R displaced(Displacement displacement, Supplier<R> work) {
                return model.displaced(displacement, work);
            }

            @Override
            public DataType dataType() {
                return model.dataType();
            }

            @Override
            public NDManager manager() {
                return scope;
            }

            @Override
            public RandomStreams streams() {
                return own;
            }
        };
    }

    private NDArray predict(TrainableModel asked, NDArray x) {
        try (NDManager inner = x.getManager().newSubManager()) {
            asked.lendTo(inner);
            NDArray y = asked.forward(x, false);
            alive.run();
            y.attach(x.getManager());
            return y;
        }
    }

    private Evaluation evaluation() {
        Evaluation known = evaluation;
        if (known == null) {
            known = evaluate(data.test());
            evaluation = known;
        }
        return known;
    }

    private Evaluation evaluate(Split test) {
        double[] predictions = new double[test.targets().length];
        int written = 0;
        try (NDManager all = manager.newSubManager()) {
            NDArray inputs = test.inputArray(all, model.dataType());
            for (long from = 0; from < test.count(); from += chunk) {
                try (NDManager scope = all.newSubManager()) {
                    model.lendTo(scope);
                    long to = Math.min(test.count(), from + chunk);
                    NDArray input = inputs.get(scope, new NDIndex(from + ":" + to));
                    NDArray prediction = model.forward(input, false);
                    alive.run();
                    prediction.attach(scope);
                    double[] values = TrainableModel.values(prediction);
                    System.arraycopy(values, 0, predictions, written, values.length);
                    written += values.length;
                }
            }
        }
        return new Evaluation(
                test.shape(), test.count(), test.inputs(), test.targets(), predictions);
    }
}
