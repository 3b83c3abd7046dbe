// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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

    /** The validations of the training, in the order of their steps; none if they are not known. */
    default List<Validated> validations() {
        return List.of();
    }

    /**
     * The same model, with the same parameters, for sequences of another length. Empty if there is
     * none, as when it has parameters for every position.
     *
     * @param length T' of the sequences
     * @return maps (B, T', d_in) to (B, T', d_out), as {@link #predict} does
     */
    default Optional<UnaryOperator<NDArray>> ofLength(int length) {
        return Optional.empty();
    }

    /**
     * Does something while every trainable parameter is displaced, and puts them back.
     *
     * @param displacement by how much; asked once for each parameter, in a fixed order
     * @param work may call {@link #predict}; the test split is not evaluated anew
     */
    default <R> R displaced(Displacement displacement, Supplier<R> work) {
        throw new UnsupportedOperationException("the parameters of this model are out of reach");
    }

    /**
     * A validation during training.
     *
     * @param step updates done
     * @param seconds since the training began, by the clock on the wall: the one number here that
     *     differs from run to run
     * @param nmse the validation error
     */
    record Validated(long step, double seconds, double nmse) {}

    /** What is added to parameters. */
    @FunctionalInterface
    interface Displacement {

        /**
         * What is added to one parameter.
         *
         * @param parameter its name
         * @param size how many numbers it has
         * @return as many numbers, row by row
         */
        double[] of(String parameter, int size);
    }
}
