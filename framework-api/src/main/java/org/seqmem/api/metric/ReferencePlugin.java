// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.metric;

import org.seqmem.api.Plugin;
import org.seqmem.api.PluginKind;
import org.seqmem.api.Use;

/** A family of references. */
@PluginKind("reference")
public interface ReferencePlugin<C extends Record> extends Plugin<C> {

    /** Makes the reference; without an engine. */
    Reference create(C config);

    /** Makes the reference of a recipe. */
    static Reference open(Use<ReferencePlugin<?>> use) {
        return open(use.plugin(), use.config());
    }

    private static <C extends Record> Reference open(ReferencePlugin<C> plugin, Record config) {
        return plugin.create(plugin.configType().cast(config));
    }
}
