// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.baseline;

import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferencePlugin;

/** The plugin of {@link PredictMean}. */
public final class PredictMeanPlugin implements ReferencePlugin<NoConfig> {

    /** For the ServiceLoader. */
    public PredictMeanPlugin() {}

    @Override
    public String name() {
        return "predict-mean";
    }

    @Override
    public Class<NoConfig> configType() {
        return NoConfig.class;
    }

    @Override
    public String summary() {
        return "the error of answering with the mean of each output";
    }

    @Override
    public Reference create(NoConfig config) {
        return new PredictMean();
    }
}
