// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import org.seqmem.api.Plugin;
import org.seqmem.api.training.Loss;

/** Measures a model on the validation split, which lies on the device for the whole training. */
final class Validator {

    private final TrainableModel model;
    private final Plugin<?> lossPlugin;
    private final Loss loss;
    private final NDManager manager;
    private final NDArray inputs;
    private final NDArray targets;
    private final double targetPower;
    private final int chunk;

    Validator(
            TrainableModel model,
            Plugin<?> lossPlugin,
            Loss loss,
            Split split,
            double targetPower,
            NDManager manager,
            int chunk) {
        this.model = model;
        this.lossPlugin = lossPlugin;
        this.loss = loss;
        this.manager = manager;
        this.inputs = split.inputArray(manager, model.dataType());
        this.targets = split.targetArray(manager, model.dataType());
        this.targetPower = targetPower;
        this.chunk = chunk;
    }

    Validation validate(long step) {
        long count = inputs.getShape().get(0);
        double lossSum = 0;
        double errorSum = 0;
        for (long from = 0; from < count; from += chunk) {
            long to = Math.min(count, from + chunk);
            try (NDManager scope = manager.newSubManager()) {
                model.lendTo(scope);
                NDIndex rows = new NDIndex(from + ":" + to);
                NDArray input = inputs.get(scope, rows);
                NDArray target = targets.get(scope, rows);
                NDArray prediction = model.forward(input, false);
                prediction.attach(scope);
                NDArray difference = prediction.sub(target);
                lossSum +=
                        DataTypes.scalar(
                                        PluginCall.to(
                                                lossPlugin, () -> loss.of(prediction, target)))
                                * (to - from);
                errorSum += DataTypes.scalar(difference.mul(difference).mean()) * (to - from);
            }
        }
        return new Validation(step, lossSum / count, errorSum / count / targetPower);
    }
}
