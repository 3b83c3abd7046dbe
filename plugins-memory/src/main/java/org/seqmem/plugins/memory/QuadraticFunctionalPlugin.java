// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskPlugin;

/** The plugin of {@link QuadraticFunctional}. */
public final class QuadraticFunctionalPlugin implements TaskPlugin<QuadraticFunctionalConfig> {

    /** For the service loader. */
    public QuadraticFunctionalPlugin() {}

    @Override
    public String name() {
        return "quadratic-functional";
    }

    @Override
    public Class<QuadraticFunctionalConfig> configType() {
        return QuadraticFunctionalConfig.class;
    }

    @Override
    public String summary() {
        return "The product of two linear functionals of the past: linear models cannot learn it.";
    }

    @Override
    public Task create(QuadraticFunctionalConfig config) {
        return new QuadraticFunctional(config);
    }
}
