// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferencePlugin;

/** The plugin of {@link SteadyState}. */
public final class SteadyStatePlugin implements ReferencePlugin<NoConfig> {

    /** For the ServiceLoader. */
    public SteadyStatePlugin() {}

    @Override
    public String name() {
        return "steady-state";
    }

    @Override
    public Class<NoConfig> configType() {
        return NoConfig.class;
    }

    @Override
    public String summary() {
        return "least error of linear models with as many states, were the start forgotten; no bound";
    }

    @Override
    public Reference create(NoConfig config) {
        return new SteadyState();
    }
}
