// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.error;

import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.testkit.PluginCompatibilityKit;

/** What it measures is tested in {@link ErrorMetricsTest}. */
class TimeWeightedErrorPluginTest extends PluginCompatibilityKit<MetricPlugin<?>> {

    @Override
    protected MetricPlugin<?> plugin() {
        return new TimeWeightedErrorPlugin();
    }
}
