// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.training;

import java.util.List;
import org.seqmem.api.Plugin;
import org.seqmem.api.PluginKind;
import org.seqmem.api.Use;

/** A family of optimisers. */
@PluginKind("optimizer")
public interface OptimizerPlugin<C extends Record> extends Plugin<C> {

    /** Makes an optimiser for the parameters of one model. */
    Optimizer create(C config, List<TrainableParameter> parameters);

    /** Makes the optimiser of a recipe. */
    static Optimizer open(Use<OptimizerPlugin<?>> use, List<TrainableParameter> parameters) {
        return open(use.plugin(), use.config(), parameters);
    }

    private static <C extends Record> Optimizer open(
            OptimizerPlugin<C> plugin, Record config, List<TrainableParameter> parameters) {
        return plugin.create(plugin.configType().cast(config), parameters);
    }
}
