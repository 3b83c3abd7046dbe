// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferencePlugin;

/** The plugin of {@link ReceptiveFieldFloor}. */
public final class ReceptiveFieldFloorPlugin implements ReferencePlugin<NoConfig> {

    /** For the ServiceLoader. */
    public ReceptiveFieldFloorPlugin() {}

    @Override
    public String name() {
        return "receptive-field-floor";
    }

    @Override
    public Class<NoConfig> configType() {
        return NoConfig.class;
    }

    @Override
    public String summary() {
        return "least error of models that see only so many inputs (independent inputs)";
    }

    @Override
    public Reference create(NoConfig config) {
        return new ReceptiveFieldFloor();
    }
}
