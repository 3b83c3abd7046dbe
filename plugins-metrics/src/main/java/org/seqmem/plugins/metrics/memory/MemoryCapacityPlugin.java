// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.memory;

import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.MetricPlugin;

/** The plugin of {@link MemoryCapacity}. */
public final class MemoryCapacityPlugin implements MetricPlugin<MemoryCapacityConfig> {

    /** For the ServiceLoader. */
    public MemoryCapacityPlugin() {}

    @Override
    public String name() {
        return "memory-capacity";
    }

    @Override
    public Class<MemoryCapacityConfig> configType() {
        return MemoryCapacityConfig.class;
    }

    @Override
    public String summary() {
        return "how well past inputs can be read from the outputs, by lag and in total";
    }

    @Override
    public Metric create(MemoryCapacityConfig config) {
        return new MemoryCapacity(config);
    }
}
