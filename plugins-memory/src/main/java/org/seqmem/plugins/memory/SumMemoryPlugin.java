// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.Optional;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.memory.MemoryFunctionPlugin;
import org.seqmem.api.memory.Strength;

/** The plugin of {@link SumMemory}. */
public final class SumMemoryPlugin implements MemoryFunctionPlugin<SumMemoryConfig> {

    /** For the service loader. */
    public SumMemoryPlugin() {}

    @Override
    public String name() {
        return "sum";
    }

    @Override
    public Class<SumMemoryConfig> configType() {
        return SumMemoryConfig.class;
    }

    @Override
    public String summary() {
        return "A weighted sum of other memory functions.";
    }

    @Override
    public Optional<Strength> strength() {
        return Optional.empty();
    }

    @Override
    public MemoryFunction create(SumMemoryConfig config) {
        return new SumMemory(config.terms());
    }
}
