// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.input.InputProcess;
import org.seqmem.api.input.InputProcessPlugin;

/** The plugin of {@link WhiteGaussian}. */
public final class WhiteGaussianPlugin implements InputProcessPlugin<WhiteGaussianConfig> {

    /** For the service loader. */
    public WhiteGaussianPlugin() {}

    @Override
    public String name() {
        return "white-gaussian";
    }

    @Override
    public Class<WhiteGaussianConfig> configType() {
        return WhiteGaussianConfig.class;
    }

    @Override
    public String summary() {
        return "Independent Gaussian values with mean 0.";
    }

    @Override
    public InputProcess create(WhiteGaussianConfig config) {
        return new WhiteGaussian(config.variance());
    }
}
