// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferencePlugin;

/** The plugin of {@link LinearFloor}. */
public final class LinearFloorPlugin implements ReferencePlugin<NoConfig> {

    /** For the ServiceLoader. */
    public LinearFloorPlugin() {}

    @Override
    public String name() {
        return "linear-floor";
    }

    @Override
    public Class<NoConfig> configType() {
        return NoConfig.class;
    }

    @Override
    public String summary() {
        return "least error of linear models of any size, on targets that are not linear";
    }

    @Override
    public Reference create(NoConfig config) {
        return new LinearFloor();
    }
}
