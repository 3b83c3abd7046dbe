// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.memory;

import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.MetricPlugin;

/** The plugin of {@link ErrorByLag}. */
public final class ErrorByLagPlugin implements MetricPlugin<ErrorByLagConfig> {

    /** For the ServiceLoader. */
    public ErrorByLagPlugin() {}

    @Override
    public String name() {
        return "error-by-lag";
    }

    @Override
    public Class<ErrorByLagConfig> configType() {
        return ErrorByLagConfig.class;
    }

    @Override
    public String summary() {
        return "which lags of the task's kernel the error comes from";
    }

    @Override
    public Metric create(ErrorByLagConfig config) {
        return new ErrorByLag(config);
    }
}
