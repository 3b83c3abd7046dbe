// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import java.util.List;
import org.seqmem.api.training.Optimizer;
import org.seqmem.api.training.OptimizerPlugin;
import org.seqmem.api.training.TrainableParameter;

/** Gradient descent with momentum. */
public final class SgdPlugin implements OptimizerPlugin<SgdConfig> {

    /** For the ServiceLoader. */
    public SgdPlugin() {}

    @Override
    public String name() {
        return "sgd";
    }

    @Override
    public Class<SgdConfig> configType() {
        return SgdConfig.class;
    }

    @Override
    public String summary() {
        return "gradient descent with momentum, plain or Nesterov";
    }

    @Override
    public Optimizer create(SgdConfig config, List<TrainableParameter> parameters) {
        return new Sgd(config, parameters);
    }
}
