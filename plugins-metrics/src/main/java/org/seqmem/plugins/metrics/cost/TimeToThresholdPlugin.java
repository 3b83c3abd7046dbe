// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.cost;

import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.MetricPlugin;

/** The plugin of {@link TimeToThreshold}. */
public final class TimeToThresholdPlugin implements MetricPlugin<TimeToThresholdConfig> {

    /** For the ServiceLoader. */
    public TimeToThresholdPlugin() {}

    @Override
    public String name() {
        return "time-to-threshold";
    }

    @Override
    public Class<TimeToThresholdConfig> configType() {
        return TimeToThresholdConfig.class;
    }

    @Override
    public String summary() {
        return "steps and seconds until the validation error first reached a threshold";
    }

    @Override
    public Metric create(TimeToThresholdConfig config) {
        return new TimeToThreshold(config);
    }
}
