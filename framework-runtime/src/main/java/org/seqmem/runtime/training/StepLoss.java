// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.seqmem.api.task.StepWeights;
import org.seqmem.api.training.Loss;

/**
 * The mean of a function of the error over sequences, weighted steps and outputs.
 *
 * <pre>{@code
 * loss = mean over sequences, steps and outputs of  w_t penalty(prediction - target)
 * }</pre>
 *
 * <p>with w_t the {@link StepWeights}, which average 1: the size of the loss, and so the best
 * learning rate, does not depend on which steps count. Steps that do not count are never computed.
 */
final class StepLoss implements Loss {

    private final int firstStep;

    /** Of the steps from the first one on, averaging 1; empty if they are all alike. */
    private final double[] weights;

    private final UnaryOperator<NDArray> penalty;

    /**
     * @param penalty of each error; a new array of the same shape
     */
    StepLoss(StepWeights steps, int length, UnaryOperator<NDArray> penalty) {
        this.firstStep = steps.firstStep();
        this.penalty = penalty;
        double[] all = steps.values(length);
        double counted = (double) (length - firstStep) / length;
        this.weights =
                steps.power() == 0
                        ? new double[0]
                        : Arrays.stream(all, firstStep, length).map(w -> w * counted).toArray();
    }

    @Override
    public NDArray of(NDArray prediction, NDArray target) {
        NDArray error = prediction.sub(target);
        NDArray counted = firstStep == 0 ? error : error.get(new NDIndex(":, " + firstStep + ":"));
        NDArray penalties = penalty.apply(counted);
        if (weights.length == 0) {
            return penalties.mean();
        }
        NDArray factors =
                DataTypes.array(
                        prediction.getManager(),
                        weights,
                        new Shape(1, weights.length, 1),
                        prediction.getDataType());
        return penalties.mul(factors).mean();
    }
}
