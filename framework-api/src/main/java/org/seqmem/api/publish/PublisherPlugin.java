// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.publish;

import org.seqmem.api.Plugin;
import org.seqmem.api.PluginKind;
import org.seqmem.api.Use;

/** A family of publishers. */
@PluginKind("publisher")
public interface PublisherPlugin<C extends Record> extends Plugin<C> {

    /** Makes and starts the publisher. */
    Publisher create(C config);

    /** Makes the publisher of a recipe. */
    static Publisher open(Use<PublisherPlugin<?>> use) {
        return open(use.plugin(), use.config());
    }

    private static <C extends Record> Publisher open(PublisherPlugin<C> plugin, Record config) {
        return plugin.create(plugin.configType().cast(config));
    }
}
