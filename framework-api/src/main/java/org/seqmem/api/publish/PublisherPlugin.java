// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.publish;

import org.seqmem.api.Plugin;
import org.seqmem.api.PluginKind;
import org.seqmem.api.Use;

/** A family of publishers. */
@PluginKind("publisher")
public interface PublisherPlugin<C extends Record> extends Plugin<C> {

    /**
     * Makes and starts the publisher.
     *
     * @param config what was asked for
     * @param context what it publishes of, and where it can say something
     */
    Publisher create(C config, PublisherContext context);

    /** Makes the publisher of a recipe. */
    static Publisher open(Use<PublisherPlugin<?>> use, PublisherContext context) {
        return open(use.plugin(), use.config(), context);
    }

    private static <C extends Record> Publisher open(
            PublisherPlugin<C> plugin, Record config, PublisherContext context) {
        return plugin.create(plugin.configType().cast(config), context);
    }
}
