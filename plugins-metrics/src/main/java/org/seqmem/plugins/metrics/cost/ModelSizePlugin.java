// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.cost;

import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.MetricPlugin;

/** The plugin of {@link ModelSize}. */
public final class ModelSizePlugin implements MetricPlugin<NoConfig> {

    /** For the ServiceLoader. */
    public ModelSizePlugin() {}

    @Override
    public String name() {
        return "model-size";
    }

    @Override
    public Class<NoConfig> configType() {
        return NoConfig.class;
    }

    @Override
    public String summary() {
        return "parameters, state size, receptive field and operations per step";
    }

    @Override
    public Metric create(NoConfig config) {
        return new ModelSize();
    }
}
