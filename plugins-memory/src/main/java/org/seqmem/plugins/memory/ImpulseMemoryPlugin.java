// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.Optional;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.memory.MemoryFunctionPlugin;
import org.seqmem.api.memory.Strength;

/** The plugin of {@link ImpulseMemory}. */
public final class ImpulseMemoryPlugin implements MemoryFunctionPlugin<ImpulseMemoryConfig> {

    /** For the service loader. */
    public ImpulseMemoryPlugin() {}

    @Override
    public String name() {
        return "impulse";
    }

    @Override
    public Class<ImpulseMemoryConfig> configType() {
        return ImpulseMemoryConfig.class;
    }

    @Override
    public String summary() {
        return "rho(s) = 1 at s = delay, else 0. Long-range dependency; larger delay = longer"
                + " memory.";
    }

    @Override
    public Optional<Strength> strength() {
        return Optional.of(new Strength("delay", Strength.Larger.LONGER_MEMORY));
    }

    @Override
    public MemoryFunction create(ImpulseMemoryConfig config) {
        return new ImpulseMemory(config.delay());
    }
}
