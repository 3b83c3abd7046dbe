// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.baseline;

import java.util.Optional;
import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferenceLine;
import org.seqmem.api.metric.ReferencePlugin;

/** Predicting zero: an NMSE of 1, since NMSE divides by the power of the targets. */
public final class PredictZeroPlugin implements ReferencePlugin<NoConfig> {

    /** For the ServiceLoader. */
    public PredictZeroPlugin() {}

    @Override
    public String name() {
        return "predict-zero";
    }

    @Override
    public Class<NoConfig> configType() {
        return NoConfig.class;
    }

    @Override
    public String summary() {
        return "the error of answering with zero, which is 1";
    }

    @Override
    public Reference create(NoConfig config) {
        ReferenceLine line = new ReferenceLine(1, ReferenceLine.Role.BASELINE);
        return context -> Optional.of(line);
    }
}
