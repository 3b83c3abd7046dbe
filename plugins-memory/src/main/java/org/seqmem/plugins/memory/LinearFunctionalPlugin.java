// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskPlugin;

/** The plugin of {@link LinearFunctional}. */
public final class LinearFunctionalPlugin implements TaskPlugin<LinearFunctionalConfig> {

    /** For the service loader. */
    public LinearFunctionalPlugin() {}

    @Override
    public String name() {
        return "linear-functional";
    }

    @Override
    public Class<LinearFunctionalConfig> configType() {
        return LinearFunctionalConfig.class;
    }

    @Override
    public String summary() {
        return "y_t = sum_s rho(s) x_(t-s): the target weighs past inputs by a memory function.";
    }

    @Override
    public Task create(LinearFunctionalConfig config) {
        return new LinearFunctional(config);
    }
}
