// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.oracle;

import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferencePlugin;

/** The plugin of {@link OracleFit}. */
public final class OracleFitPlugin implements ReferencePlugin<NoConfig> {

    /** For the ServiceLoader. */
    public OracleFitPlugin() {}

    @Override
    public String name() {
        return "oracle-fit";
    }

    @Override
    public Class<NoConfig> configType() {
        return NoConfig.class;
    }

    @Override
    public String summary() {
        return "best fit found of a linear recurrence with as many states, by variable projection";
    }

    @Override
    public Reference create(NoConfig config) {
        return new OracleFit();
    }
}
