// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.robustness;

import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.MetricPlugin;

/** The plugin of {@link LengthExtrapolation}. */
public final class LengthExtrapolationPlugin implements MetricPlugin<LengthExtrapolationConfig> {

    /** For the ServiceLoader. */
    public LengthExtrapolationPlugin() {}

    @Override
    public String name() {
        return "length-extrapolation";
    }

    @Override
    public Class<LengthExtrapolationConfig> configType() {
        return LengthExtrapolationConfig.class;
    }

    @Override
    public String summary() {
        return "error on sequences longer than those of the training";
    }

    @Override
    public Metric create(LengthExtrapolationConfig config) {
        return new LengthExtrapolation(config);
    }
}
