// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.input.InputProcess;
import org.seqmem.api.input.InputProcessPlugin;

/** The plugin of {@link BandLimited}. */
public final class BandLimitedPlugin implements InputProcessPlugin<BandLimitedConfig> {

    /** For the service loader. */
    public BandLimitedPlugin() {}

    @Override
    public String name() {
        return "band-limited";
    }

    @Override
    public Class<BandLimitedConfig> configType() {
        return BandLimitedConfig.class;
    }

    @Override
    public String summary() {
        return "A Gaussian process with all frequencies up to a cutoff and none above.";
    }

    @Override
    public InputProcess create(BandLimitedConfig config) {
        return new BandLimited(config.cutoff(), config.variance());
    }
}
