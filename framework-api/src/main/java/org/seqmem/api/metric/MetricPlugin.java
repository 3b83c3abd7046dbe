// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.metric;

import org.seqmem.api.Plugin;
import org.seqmem.api.PluginKind;
import org.seqmem.api.Use;

/** A family of metrics. */
@PluginKind("metric")
public interface MetricPlugin<C extends Record> extends Plugin<C> {

    /** Makes the metric. */
    Metric create(C config);

    /** Makes the metric of a recipe. */
    static Metric open(Use<MetricPlugin<?>> use) {
        return open(use.plugin(), use.config());
    }

    private static <C extends Record> Metric open(MetricPlugin<C> plugin, Record config) {
        return plugin.create(plugin.configType().cast(config));
    }
}
