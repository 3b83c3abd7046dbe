// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.Optional;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.memory.MemoryFunctionPlugin;
import org.seqmem.api.memory.Strength;

/** The plugin of {@link PolynomialMemory}. */
public final class PolynomialMemoryPlugin implements MemoryFunctionPlugin<PolynomialMemoryConfig> {

    /** For the service loader. */
    public PolynomialMemoryPlugin() {}

    @Override
    public String name() {
        return "polynomial";
    }

    @Override
    public Class<PolynomialMemoryConfig> configType() {
        return PolynomialMemoryConfig.class;
    }

    @Override
    public String summary() {
        return "rho(s) = (1 + s)^(-power). Decaying dynamics with a heavy tail; smaller power ="
                + " longer memory.";
    }

    @Override
    public Optional<Strength> strength() {
        return Optional.of(new Strength("power", Strength.Larger.SHORTER_MEMORY));
    }

    @Override
    public MemoryFunction create(PolynomialMemoryConfig config) {
        return new PolynomialMemory(config.power());
    }
}
