// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.error;

import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.MetricPlugin;

/** The plugin of {@link Learned}. */
public final class LearnedPlugin implements MetricPlugin<LearnedConfig> {

    /** For the ServiceLoader. */
    public LearnedPlugin() {}

    @Override
    public String name() {
        return "learned";
    }

    @Override
    public Class<LearnedConfig> configType() {
        return LearnedConfig.class;
    }

    @Override
    public String summary() {
        return "1 if the error is below a threshold, 0 if not";
    }

    @Override
    public Metric create(LearnedConfig config) {
        return new Learned(config);
    }
}
