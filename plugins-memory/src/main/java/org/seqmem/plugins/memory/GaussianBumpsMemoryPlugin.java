// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.Optional;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.memory.MemoryFunctionPlugin;
import org.seqmem.api.memory.Strength;

/** The plugin of {@link GaussianBumpsMemory}. */
public final class GaussianBumpsMemoryPlugin
        implements MemoryFunctionPlugin<GaussianBumpsMemoryConfig> {

    /** For the service loader. */
    public GaussianBumpsMemoryPlugin() {}

    @Override
    public String name() {
        return "gaussian-bumps";
    }

    @Override
    public Class<GaussianBumpsMemoryConfig> configType() {
        return GaussianBumpsMemoryConfig.class;
    }

    @Override
    public String summary() {
        return "A sum of Gaussian bumps, for instance a recent and a late part; larger stretch = longer"
                + " memory.";
    }

    @Override
    public Optional<Strength> strength() {
        return Optional.of(new Strength("stretch", Strength.Larger.LONGER_MEMORY));
    }

    @Override
    public MemoryFunction create(GaussianBumpsMemoryConfig config) {
        return new GaussianBumpsMemory(config.bumps(), config.stretch());
    }
}
