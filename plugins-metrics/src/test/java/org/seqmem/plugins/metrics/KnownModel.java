// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.seqmem.api.metric.Evaluation;
import org.seqmem.api.metric.TrainedModel;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.Task;

/**
 * A model whose answer is known in closed form.
 *
 * @param predictor shape (B, T, d_in) to (B, T, d_out)
 */
public record KnownModel(
        Task task,
        Evaluation test,
        NDManager manager,
        DataType dataType,
        UnaryOperator<NDArray> predictor)
        implements TrainedModel {

    @Override
    public ModelFacts facts() {
        return new ModelFacts(Set.of(), OptionalLong.empty(), OptionalInt.empty(), 1, 1);
    }

    @Override
    public NDArray predict(NDArray x) {
        return predictor.apply(x);
    }

    @Override
    public RandomStreams streams() {
        return RandomStreams.of(1);
    }
}
