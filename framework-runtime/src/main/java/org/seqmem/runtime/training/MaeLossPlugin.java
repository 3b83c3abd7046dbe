// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.training.Loss;
import org.seqmem.api.training.LossPlugin;

/**
 * The mean absolute error over sequences, time steps and outputs; the steps weighted if asked for.
 */
public final class MaeLossPlugin implements LossPlugin<StepLossConfig> {

    /** For the ServiceLoader. */
    public MaeLossPlugin() {}

    @Override
    public String name() {
        return "mae";
    }

    @Override
    public Class<StepLossConfig> configType() {
        return StepLossConfig.class;
    }

    @Override
    public String summary() {
        return "mean absolute error over sequences, time steps and outputs";
    }

    @Override
    public Loss create(StepLossConfig config, SequenceShape shape) {
        return new StepLoss(
                config.steps().weights(shape.length(), config.timePower()),
                shape.length(),
                error -> error.abs());
    }
}
