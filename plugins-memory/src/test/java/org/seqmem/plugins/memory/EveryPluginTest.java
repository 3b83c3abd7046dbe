// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.junit.jupiter.api.Test;
import org.seqmem.testkit.ModulePlugins;

/** No plugin of this module goes without the kit of its kind. */
class EveryPluginTest {

    @Test
    void everyPluginHasAKit() {
        ModulePlugins.of(ExponentialMemoryPlugin.class).assertHaveKitsBeside(EveryPluginTest.class);
    }
}
