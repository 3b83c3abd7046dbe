// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.Task;

/** A trained model as metrics see it. Valid only during {@link Metric#measure}. */
public interface TrainedModel {

    /** The task it was trained on. */
    Task task();

    /** What is known about the model. */
    ModelFacts facts();

    /** The test split with the model's predictions; computed once for all metrics. */
    Evaluation test();

    /**
     * Runs the model, without dropout; under a gradient collector gradients are recorded.
     *
     * @param x shape (B, T, d_in), of the model's data type and on its device
     * @return shape (B, T, d_out), attached to the manager of {@code x}
     */
    NDArray predict(NDArray x);

    /** The data type of the model, for arrays that it is given. */
    DataType dataType();

    /** For arrays of a metric; the caller closes the sub-managers it makes. */
    NDManager manager();

    /** For metrics that draw; scoped to the metric. */
    RandomStreams streams();
}
