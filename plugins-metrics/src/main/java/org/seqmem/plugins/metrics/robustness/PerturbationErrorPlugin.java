// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.robustness;

import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.MetricPlugin;

/** The plugin of {@link PerturbationError}. */
public final class PerturbationErrorPlugin implements MetricPlugin<PerturbationErrorConfig> {

    /** For the ServiceLoader. */
    public PerturbationErrorPlugin() {}

    @Override
    public String name() {
        return "perturbation-error";
    }

    @Override
    public Class<PerturbationErrorConfig> configType() {
        return PerturbationErrorConfig.class;
    }

    @Override
    public String summary() {
        return "error under perturbed parameters, over a grid of radii";
    }

    @Override
    public Metric create(PerturbationErrorConfig config) {
        return new PerturbationError(config);
    }
}
