// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import org.seqmem.api.input.InputProcessPlugin;
import org.seqmem.testkit.NoisePlugin.Flaw;
import org.seqmem.testkit.NoisePlugin.NoiseConfig;

/** The kit on an input process with a given flaw. */
class NoiseKit extends InputProcessCompatibilityKit<NoiseConfig> {

    private final Flaw flaw;

    NoiseKit(Flaw flaw) {
        this.flaw = flaw;
    }

    @Override
    protected InputProcessPlugin<NoiseConfig> plugin() {
        return new NoisePlugin();
    }

    @Override
    protected NoiseConfig example() {
        return new NoiseConfig(flaw);
    }
}
