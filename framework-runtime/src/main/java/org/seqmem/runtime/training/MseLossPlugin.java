// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.training.Loss;
import org.seqmem.api.training.LossPlugin;

/**
 * The mean squared error over sequences, time steps and outputs; the steps weighted if asked for.
 *
 * <p>The weight of {@code time-power} is on the squared error: the code of arXiv 2305.19190, which
 * multiplies errors by about (t / T)^2, trains with {@code time-power = 4}.
 */
public final class MseLossPlugin implements LossPlugin<StepLossConfig> {

    /** For the ServiceLoader. */
    public MseLossPlugin() {}

    @Override
    public String name() {
        return "mse";
    }

    @Override
    public Class<StepLossConfig> configType() {
        return StepLossConfig.class;
    }

    @Override
    public String summary() {
        return "mean squared error over sequences, time steps and outputs";
    }

    @Override
    public Loss create(StepLossConfig config, SequenceShape shape) {
        return new StepLoss(
                config.steps().weights(shape.length(), config.timePower()),
                shape.length(),
                error -> error.mul(error));
    }
}
