// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.task;

import org.seqmem.api.Plugin;
import org.seqmem.api.PluginKind;
import org.seqmem.api.Use;

/** A family of tasks. */
@PluginKind("task")
public interface TaskPlugin<C extends Record> extends Plugin<C> {

    /** Makes the task; without an engine. */
    Task create(C config);

    /** Makes the task of a recipe. */
    static Task open(Use<TaskPlugin<?>> use) {
        return open(use.plugin(), use.config());
    }

    private static <C extends Record> Task open(TaskPlugin<C> plugin, Record config) {
        return plugin.create(plugin.configType().cast(config));
    }
}
