// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import org.seqmem.api.memory.MemoryFunctionPlugin;
import org.seqmem.testkit.FadingMemoryPlugin.FadingConfig;
import org.seqmem.testkit.FadingMemoryPlugin.Flaw;

/** The kit on a memory function with a given flaw. */
class FadingMemoryKit extends MemoryFunctionCompatibilityKit<FadingConfig> {

    private final MemoryFunctionPlugin<FadingConfig> plugin;
    private final Flaw flaw;

    FadingMemoryKit(Flaw flaw) {
        this(new FadingMemoryPlugin(), flaw);
    }

    FadingMemoryKit(MemoryFunctionPlugin<FadingConfig> plugin, Flaw flaw) {
        this.plugin = plugin;
        this.flaw = flaw;
    }

    @Override
    protected MemoryFunctionPlugin<FadingConfig> plugin() {
        return plugin;
    }

    @Override
    protected FadingConfig example() {
        return new FadingConfig(0.1, flaw);
    }
}
