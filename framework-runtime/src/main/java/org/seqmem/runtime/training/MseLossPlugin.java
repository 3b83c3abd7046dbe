// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import ai.djl.ndarray.NDArray;
import org.seqmem.api.NoConfig;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.training.Loss;
import org.seqmem.api.training.LossPlugin;

/** The mean squared error over all sequences, time steps and outputs. */
public final class MseLossPlugin implements LossPlugin<NoConfig> {

    /** For the ServiceLoader. */
    public MseLossPlugin() {}

    @Override
    public String name() {
        return "mse";
    }

    @Override
    public Class<NoConfig> configType() {
        return NoConfig.class;
    }

    @Override
    public String summary() {
        return "mean squared error over sequences, time steps and outputs";
    }

    @Override
    public Loss create(NoConfig config, SequenceShape shape) {
        return (prediction, target) -> {
            NDArray error = prediction.sub(target);
            return error.mul(error).mean();
        };
    }
}
