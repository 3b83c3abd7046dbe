// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.memory;

import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.MetricPlugin;

/** The plugin of {@link MeasuredMemory}. */
public final class MeasuredMemoryPlugin implements MetricPlugin<MeasuredMemoryConfig> {

    /** For the ServiceLoader. */
    public MeasuredMemoryPlugin() {}

    @Override
    public String name() {
        return "measured-memory";
    }

    @Override
    public Class<MeasuredMemoryConfig> configType() {
        return MeasuredMemoryConfig.class;
    }

    @Override
    public String summary() {
        return "the memory function that a model really has, by derivatives, impulses and steps";
    }

    @Override
    public Metric create(MeasuredMemoryConfig config) {
        return new MeasuredMemory(config);
    }
}
