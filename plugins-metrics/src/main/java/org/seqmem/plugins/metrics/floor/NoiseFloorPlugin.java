// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferencePlugin;

/** The plugin of {@link NoiseFloor}. */
public final class NoiseFloorPlugin implements ReferencePlugin<NoConfig> {

    /** For the ServiceLoader. */
    public NoiseFloorPlugin() {}

    @Override
    public String name() {
        return "noise-floor";
    }

    @Override
    public Class<NoConfig> configType() {
        return NoConfig.class;
    }

    @Override
    public String summary() {
        return "the noise of the targets, which no model can know";
    }

    @Override
    public Reference create(NoConfig config) {
        return new NoiseFloor();
    }
}
