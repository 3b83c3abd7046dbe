// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.Optional;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.memory.MemoryFunctionPlugin;
import org.seqmem.api.memory.Strength;

/** The plugin of {@link RandomFirMemory}. */
public final class RandomFirMemoryPlugin implements MemoryFunctionPlugin<RandomFirMemoryConfig> {

    /** For the service loader. */
    public RandomFirMemoryPlugin() {}

    @Override
    public String name() {
        return "random-fir";
    }

    @Override
    public Class<RandomFirMemoryConfig> configType() {
        return RandomFirMemoryConfig.class;
    }

    @Override
    public String summary() {
        return "Random weights with a decaying envelope; larger length = longer memory.";
    }

    @Override
    public Optional<Strength> strength() {
        return Optional.of(new Strength("length", Strength.Larger.LONGER_MEMORY));
    }

    @Override
    public MemoryFunction create(RandomFirMemoryConfig config) {
        return new RandomFirMemory(config.length(), config.decay(), config.seed());
    }
}
