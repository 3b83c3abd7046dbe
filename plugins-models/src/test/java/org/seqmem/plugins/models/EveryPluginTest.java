// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.seqmem.api.model.PositionEncodingPlugin;
import org.seqmem.plugins.models.recurrent.RnnPlugin;
import org.seqmem.testkit.ModulePlugins;
import org.seqmem.testkit.PositionEncodingCompatibilityKit;

/** No plugin of this module goes without the kit of its kind. */
class EveryPluginTest {

    private final ModulePlugins plugins = ModulePlugins.of(RnnPlugin.class);

    @TestFactory
    Stream<DynamicNode> positionEncodings() {
        return plugins.<PositionEncodingPlugin<?>>ofKind(PositionEncodingPlugin.class)
                .map(plugin -> positionEncoding(plugin).checks());
    }

    @Test
    void everyModelHasAKit() {
        // the parameters and the data type of torchscript are those of a file
        plugins.except("torchscript")
                .assertHaveKitsBeside(EveryPluginTest.class, PositionEncodingPlugin.class);
    }

    private <C extends Record> PositionEncodingCompatibilityKit<C> positionEncoding(
            PositionEncodingPlugin<C> plugin) {
        C defaults = plugins.defaults(plugin);
        return new PositionEncodingCompatibilityKit<>() {
            @Override
            protected PositionEncodingPlugin<C> plugin() {
                return plugin;
            }

            @Override
            protected C example() {
                return defaults;
            }
        };
    }
}
