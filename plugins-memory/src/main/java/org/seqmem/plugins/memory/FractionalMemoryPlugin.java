// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.Optional;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.memory.MemoryFunctionPlugin;
import org.seqmem.api.memory.Strength;

/** The plugin of {@link FractionalMemory}. */
public final class FractionalMemoryPlugin implements MemoryFunctionPlugin<FractionalMemoryConfig> {

    /** For the service loader. */
    public FractionalMemoryPlugin() {}

    @Override
    public String name() {
        return "fractional";
    }

    @Override
    public Class<FractionalMemoryConfig> configType() {
        return FractionalMemoryConfig.class;
    }

    @Override
    public String summary() {
        return "The weights of fractional integration; larger order = longer memory, negative orders"
                + " difference.";
    }

    @Override
    public Optional<Strength> strength() {
        return Optional.of(new Strength("order", Strength.Larger.LONGER_MEMORY));
    }

    @Override
    public MemoryFunction create(FractionalMemoryConfig config) {
        return new FractionalMemory(config.order());
    }
}
