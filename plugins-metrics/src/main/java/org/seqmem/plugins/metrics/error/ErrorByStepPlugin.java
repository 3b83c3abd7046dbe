// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.error;

import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.MetricPlugin;

/** The plugin of {@link ErrorByStep}. */
public final class ErrorByStepPlugin implements MetricPlugin<NoConfig> {

    /** For the ServiceLoader. */
    public ErrorByStepPlugin() {}

    @Override
    public String name() {
        return "nmse-by-step";
    }

    @Override
    public Class<NoConfig> configType() {
        return NoConfig.class;
    }

    @Override
    public String summary() {
        return "error of each step over the mean target power";
    }

    @Override
    public Metric create(NoConfig config) {
        return new ErrorByStep();
    }
}
