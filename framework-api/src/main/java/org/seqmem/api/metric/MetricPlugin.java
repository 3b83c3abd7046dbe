// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.metric;

import java.util.List;
import org.seqmem.api.Plugin;
import org.seqmem.api.PluginKind;
import org.seqmem.api.Use;
import org.seqmem.api.task.SequenceShape;

/** A family of metrics. */
@PluginKind("metric")
public interface MetricPlugin<C extends Record> extends Plugin<C> {

    /** Makes the metric. */
    Metric create(C config);

    /**
     * The values of the metric to which floors and other references compare.
     *
     * @param shape of the task's sequences
     */
    default List<MeasuredError> errors(C config, SequenceShape shape) {
        return List.of();
    }

    /** Makes the metric of a recipe. */
    static Metric open(Use<MetricPlugin<?>> use) {
        return open(use.plugin(), use.config());
    }

    private static <C extends Record> Metric open(MetricPlugin<C> plugin, Record config) {
        return plugin.create(plugin.configType().cast(config));
    }

    /** The errors among the values of the metric of a recipe. */
    static List<MeasuredError> errors(Use<MetricPlugin<?>> use, SequenceShape shape) {
        return errors(use.plugin(), use.config(), shape);
    }

    private static <C extends Record> List<MeasuredError> errors(
            MetricPlugin<C> plugin, Record config, SequenceShape shape) {
        return plugin.errors(plugin.configType().cast(config), shape);
    }
}
