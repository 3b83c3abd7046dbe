// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.training;

import org.seqmem.api.Plugin;
import org.seqmem.api.PluginKind;
import org.seqmem.api.Use;
import org.seqmem.api.task.SequenceShape;

/** A family of losses. */
@PluginKind("loss")
public interface LossPlugin<C extends Record> extends Plugin<C> {

    /** Makes the loss for sequences of a shape. */
    Loss create(C config, SequenceShape shape);

    /** Makes the loss of a recipe. */
    static Loss open(Use<LossPlugin<?>> use, SequenceShape shape) {
        return open(use.plugin(), use.config(), shape);
    }

    private static <C extends Record> Loss open(
            LossPlugin<C> plugin, Record config, SequenceShape shape) {
        return plugin.create(plugin.configType().cast(config), shape);
    }
}
