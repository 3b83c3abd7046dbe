// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.Optional;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.memory.MemoryFunctionPlugin;
import org.seqmem.api.memory.Strength;

/** The plugin of {@link DampedCosineMemory}. */
public final class DampedCosineMemoryPlugin
        implements MemoryFunctionPlugin<DampedCosineMemoryConfig> {

    /** For the service loader. */
    public DampedCosineMemoryPlugin() {}

    @Override
    public String name() {
        return "damped-cosine";
    }

    @Override
    public Class<DampedCosineMemoryConfig> configType() {
        return DampedCosineMemoryConfig.class;
    }

    @Override
    public String summary() {
        return "rho(s) = exp(-rate s) cos(frequency s). Ringing that decays; smaller rate = longer"
                + " memory.";
    }

    @Override
    public Optional<Strength> strength() {
        return Optional.of(new Strength("rate", Strength.Larger.SHORTER_MEMORY));
    }

    @Override
    public MemoryFunction create(DampedCosineMemoryConfig config) {
        return new DampedCosineMemory(config.rate(), config.frequency());
    }
}
