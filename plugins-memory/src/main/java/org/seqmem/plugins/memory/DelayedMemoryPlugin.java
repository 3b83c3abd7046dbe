// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.Optional;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.memory.MemoryFunctionPlugin;
import org.seqmem.api.memory.Strength;

/** The plugin of {@link DelayedMemory}. */
public final class DelayedMemoryPlugin implements MemoryFunctionPlugin<DelayedMemoryConfig> {

    /** For the service loader. */
    public DelayedMemoryPlugin() {}

    @Override
    public String name() {
        return "delayed";
    }

    @Override
    public Class<DelayedMemoryConfig> configType() {
        return DelayedMemoryConfig.class;
    }

    @Override
    public String summary() {
        return "Another memory function, later: rho(s) = memory(s - delay), 0 before; larger delay ="
                + " longer memory.";
    }

    @Override
    public Optional<Strength> strength() {
        return Optional.of(new Strength("delay", Strength.Larger.LONGER_MEMORY));
    }

    @Override
    public MemoryFunction create(DelayedMemoryConfig config) {
        return new DelayedMemory(config.memory(), config.delay());
    }
}
