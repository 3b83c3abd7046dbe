// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import java.util.List;
import org.seqmem.api.training.Optimizer;
import org.seqmem.api.training.OptimizerPlugin;
import org.seqmem.api.training.TrainableParameter;

/**
 * Adam; weight decay, if any, is part of the gradient (L2).
 *
 * <p><b>Source:</b> Kingma and Ba, "Adam: a method for stochastic optimization" (2015), algorithm
 * 1.
 */
public final class AdamPlugin implements OptimizerPlugin<AdamConfig> {

    /** For the ServiceLoader. */
    public AdamPlugin() {}

    @Override
    public String name() {
        return "adam";
    }

    @Override
    public Class<AdamConfig> configType() {
        return AdamConfig.class;
    }

    @Override
    public String summary() {
        return "Adam; weight decay is part of the gradient (L2)";
    }

    @Override
    public Optimizer create(AdamConfig config, List<TrainableParameter> parameters) {
        return new Adam(config, Adam.Decay.IN_GRADIENT, parameters);
    }
}
