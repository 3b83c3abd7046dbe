// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.input.InputProcess;
import org.seqmem.api.input.InputProcessPlugin;

/** The plugin of {@link Ar1}. */
public final class Ar1Plugin implements InputProcessPlugin<Ar1Config> {

    /** For the service loader. */
    public Ar1Plugin() {}

    @Override
    public String name() {
        return "ar1";
    }

    @Override
    public Class<Ar1Config> configType() {
        return Ar1Config.class;
    }

    @Override
    public String summary() {
        return "Autoregression of order one: x_t = coefficient x_(t-1) + Gaussian noise, stationary.";
    }

    @Override
    public InputProcess create(Ar1Config config) {
        return new Ar1(config.coefficient(), config.variance());
    }
}
