// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferencePlugin;

/** The plugin of {@link AttentionFloor}. */
public final class AttentionFloorPlugin implements ReferencePlugin<NoConfig> {

    /** For the ServiceLoader. */
    public AttentionFloorPlugin() {}

    @Override
    public String name() {
        return "attention-floor";
    }

    @Override
    public Class<NoConfig> configType() {
        return NoConfig.class;
    }

    @Override
    public String summary() {
        return "least error of one causal attention layer without positions, on independent inputs";
    }

    @Override
    public Reference create(NoConfig config) {
        return new AttentionFloor();
    }
}
