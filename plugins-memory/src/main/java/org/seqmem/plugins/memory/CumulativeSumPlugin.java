// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.input.InputProcess;
import org.seqmem.api.input.InputProcessPlugin;

/** The plugin of {@link CumulativeSum}. */
public final class CumulativeSumPlugin implements InputProcessPlugin<CumulativeSumConfig> {

    /** For the service loader. */
    public CumulativeSumPlugin() {}

    @Override
    public String name() {
        return "cumulative-sum";
    }

    @Override
    public Class<CumulativeSumConfig> configType() {
        return CumulativeSumConfig.class;
    }

    @Override
    public String summary() {
        return "The running sum of another process: a random walk, which is not stationary.";
    }

    @Override
    public InputProcess create(CumulativeSumConfig config) {
        return new CumulativeSum(config.increments());
    }
}
