// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.input.InputProcess;
import org.seqmem.api.input.InputProcessPlugin;

/** The plugin of {@link Uniform}. */
public final class UniformPlugin implements InputProcessPlugin<UniformConfig> {

    /** For the service loader. */
    public UniformPlugin() {}

    @Override
    public String name() {
        return "uniform";
    }

    @Override
    public Class<UniformConfig> configType() {
        return UniformConfig.class;
    }

    @Override
    public String summary() {
        return "Independent uniform values, around 0 or from 0 upwards.";
    }

    @Override
    public InputProcess create(UniformConfig config) {
        return new Uniform(config.variance(), config.centered());
    }
}
