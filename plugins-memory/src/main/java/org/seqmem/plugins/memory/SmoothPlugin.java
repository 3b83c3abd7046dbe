// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.input.InputProcess;
import org.seqmem.api.input.InputProcessPlugin;

/** The plugin of {@link Smooth}. */
public final class SmoothPlugin implements InputProcessPlugin<SmoothConfig> {

    /** For the service loader. */
    public SmoothPlugin() {}

    @Override
    public String name() {
        return "smooth";
    }

    @Override
    public Class<SmoothConfig> configType() {
        return SmoothConfig.class;
    }

    @Override
    public String summary() {
        return "A smooth Gaussian process: squared-exponential autocovariance with a length scale.";
    }

    @Override
    public InputProcess create(SmoothConfig config) {
        return new Smooth(config.lengthScale(), config.variance());
    }
}
