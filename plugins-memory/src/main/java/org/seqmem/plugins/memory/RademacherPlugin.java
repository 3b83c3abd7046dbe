// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.input.InputProcess;
import org.seqmem.api.input.InputProcessPlugin;

/** The plugin of {@link Rademacher}. */
public final class RademacherPlugin implements InputProcessPlugin<RademacherConfig> {

    /** For the service loader. */
    public RademacherPlugin() {}

    @Override
    public String name() {
        return "rademacher";
    }

    @Override
    public Class<RademacherConfig> configType() {
        return RademacherConfig.class;
    }

    @Override
    public String summary() {
        return "Independent coin flips: plus or minus one standard deviation.";
    }

    @Override
    public InputProcess create(RademacherConfig config) {
        return new Rademacher(config.variance());
    }
}
