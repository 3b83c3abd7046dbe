// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.Optional;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.memory.MemoryFunctionPlugin;
import org.seqmem.api.memory.Strength;

/** The plugin of {@link BoxMemory}. */
public final class BoxMemoryPlugin implements MemoryFunctionPlugin<BoxMemoryConfig> {

    /** For the service loader. */
    public BoxMemoryPlugin() {}

    @Override
    public String name() {
        return "box";
    }

    @Override
    public Class<BoxMemoryConfig> configType() {
        return BoxMemoryConfig.class;
    }

    @Override
    public String summary() {
        return "rho(s) = 1 for lags from..to, else 0. A window of the past; larger to = longer memory.";
    }

    @Override
    public Optional<Strength> strength() {
        return Optional.of(new Strength("to", Strength.Larger.LONGER_MEMORY));
    }

    @Override
    public MemoryFunction create(BoxMemoryConfig config) {
        return new BoxMemory(config.from(), config.to());
    }
}
