// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import java.util.List;
import org.seqmem.api.training.Optimizer;
import org.seqmem.api.training.OptimizerPlugin;
import org.seqmem.api.training.TrainableParameter;

/**
 * Adam with weight decay apart from the gradient.
 *
 * <p><b>Source:</b> Loshchilov and Hutter, "Decoupled weight decay regularization" (2019),
 * algorithm 2, with the decay multiplied by the learning rate.
 */
public final class AdamWPlugin implements OptimizerPlugin<AdamConfig> {

    /** For the ServiceLoader. */
    public AdamWPlugin() {}

    @Override
    public String name() {
        return "adam-w";
    }

    @Override
    public Class<AdamConfig> configType() {
        return AdamConfig.class;
    }

    @Override
    public String summary() {
        return "Adam with weight decay apart from the gradient";
    }

    @Override
    public Optimizer create(AdamConfig config, List<TrainableParameter> parameters) {
        return new Adam(config, Adam.Decay.APART, parameters);
    }
}
