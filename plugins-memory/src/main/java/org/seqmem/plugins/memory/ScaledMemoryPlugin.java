// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.Optional;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.memory.MemoryFunctionPlugin;
import org.seqmem.api.memory.Strength;

/** The plugin of {@link ScaledMemory}. */
public final class ScaledMemoryPlugin implements MemoryFunctionPlugin<ScaledMemoryConfig> {

    /** For the service loader. */
    public ScaledMemoryPlugin() {}

    @Override
    public String name() {
        return "scaled";
    }

    @Override
    public Class<ScaledMemoryConfig> configType() {
        return ScaledMemoryConfig.class;
    }

    @Override
    public String summary() {
        return "Another memory function times a factor: the same memory, other target sizes.";
    }

    @Override
    public Optional<Strength> strength() {
        return Optional.empty();
    }

    @Override
    public MemoryFunction create(ScaledMemoryConfig config) {
        return new ScaledMemory(config.memory(), config.factor());
    }
}
