// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.seqmem.api.metric.Evaluation;
import org.seqmem.api.metric.TrainedModel;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskFacts;

/** Given predictions, for metrics that read them and run nothing: without an engine. */
public record PredictedModel(Evaluation test, ModelFacts facts) implements TrainedModel {

    /** Predictions of a model of which nothing is known. */
    public PredictedModel(Evaluation test) {
        this(test, new ModelFacts(Set.of(), OptionalLong.empty(), OptionalInt.empty(), 1, 1));
    }

    @Override
    public Task task() {
        return new KnownTask(test.shape(), TaskFacts.unknown());
    }

    @Override
    public NDArray predict(NDArray x) {
        throw new UnsupportedOperationException("the predictions are given");
    }

    @Override
    public DataType dataType() {
        throw new UnsupportedOperationException("the predictions are given");
    }

    @Override
    public NDManager manager() {
        throw new UnsupportedOperationException("the predictions are given");
    }

    @Override
    public RandomStreams streams() {
        return RandomStreams.of(1);
    }
}
