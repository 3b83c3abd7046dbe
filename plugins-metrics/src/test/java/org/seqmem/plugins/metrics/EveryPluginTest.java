// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.api.metric.ReferencePlugin;
import org.seqmem.plugins.metrics.error.NmsePlugin;
import org.seqmem.testkit.MetricCompatibilityKit;
import org.seqmem.testkit.ModulePlugins;
import org.seqmem.testkit.ReferenceCompatibilityKit;

/** No plugin of this module goes without the kit of its kind. */
class EveryPluginTest {

    private final ModulePlugins plugins = ModulePlugins.of(NmsePlugin.class);

    @TestFactory
    Stream<DynamicNode> metrics() {
        return plugins.<MetricPlugin<?>>ofKind(MetricPlugin.class)
                .map(plugin -> metric(plugin).checks());
    }

    @TestFactory
    Stream<DynamicNode> references() {
        return plugins.<ReferencePlugin<?>>ofKind(ReferencePlugin.class)
                .map(plugin -> reference(plugin).checks());
    }

    @Test
    void everyOtherPluginHasAKit() {
        plugins.assertHaveKitsBeside(
                EveryPluginTest.class, MetricPlugin.class, ReferencePlugin.class);
    }

    private <C extends Record> MetricCompatibilityKit<C> metric(MetricPlugin<C> plugin) {
        C defaults = plugins.defaults(plugin);
        return new MetricCompatibilityKit<>() {
            @Override
            protected MetricPlugin<C> plugin() {
                return plugin;
            }

            @Override
            protected C example() {
                return defaults;
            }
        };
    }

    private <C extends Record> ReferenceCompatibilityKit<C> reference(ReferencePlugin<C> plugin) {
        C defaults = plugins.defaults(plugin);
        return new ReferenceCompatibilityKit<>() {
            @Override
            protected ReferencePlugin<C> plugin() {
                return plugin;
            }

            @Override
            protected C example() {
                return defaults;
            }
        };
    }
}
