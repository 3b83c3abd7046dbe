// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.Optional;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.memory.MemoryFunctionPlugin;
import org.seqmem.api.memory.Strength;

/** The plugin of {@link ExponentialMemory}. */
public final class ExponentialMemoryPlugin
        implements MemoryFunctionPlugin<ExponentialMemoryConfig> {

    /** For the service loader. */
    public ExponentialMemoryPlugin() {}

    @Override
    public String name() {
        return "exponential";
    }

    @Override
    public Class<ExponentialMemoryConfig> configType() {
        return ExponentialMemoryConfig.class;
    }

    @Override
    public String summary() {
        return "rho(s) = exp(-rate s). Decaying dynamics that one linear state can hold; smaller"
                + " rate = longer memory.";
    }

    @Override
    public Optional<Strength> strength() {
        return Optional.of(new Strength("rate", Strength.Larger.SHORTER_MEMORY));
    }

    @Override
    public MemoryFunction create(ExponentialMemoryConfig config) {
        return new ExponentialMemory(config.rate());
    }
}
