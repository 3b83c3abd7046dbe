// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.seqmem.api.NoConfig;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.training.Loss;
import org.seqmem.api.training.LossPlugin;

/** The squared error, with one flaw, to test the kit. */
record FlawedLoss(Flaw flaw) implements FlawedPlugin, LossPlugin<NoConfig> {

    enum Flaw {
        IS_NEVER_ZERO,
        IS_NO_SCALAR,
        ROUNDS,
        SUMS,
        HALVES_ITS_GRADIENT,
        STAYS_WITH_THE_TARGET,
        PRINTS
    }

    @Override
    public Loss create(NoConfig config, SequenceShape shape) {
        return this::loss;
    }

    private NDArray loss(NDArray prediction, NDArray target) {
        NDArray error = prediction.sub(target);
        return switch (flaw) {
            case IS_NEVER_ZERO -> error.square().add(0.1).mean();
            case IS_NO_SCALAR -> error.square().mean(new int[] {0});
            case ROUNDS ->
                    error.getDataType() == DataType.FLOAT32
                            ? error.mul(10).round().div(10).square().mean()
                            : error.square().mean();
            case SUMS -> error.square().sum();
            case HALVES_ITS_GRADIENT -> error.mul(error.stopGradient()).mean();
            case STAYS_WITH_THE_TARGET -> target.sub(prediction).square().mean();
            case PRINTS -> {
                System.out.println("a loss");
                yield error.square().mean();
            }
        };
    }
}
