// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.Optional;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.memory.MemoryFunctionPlugin;
import org.seqmem.api.memory.Strength;

/** The plugin of {@link FormulaMemory}. */
public final class FormulaMemoryPlugin implements MemoryFunctionPlugin<FormulaMemoryConfig> {

    /** For the service loader. */
    public FormulaMemoryPlugin() {}

    @Override
    public String name() {
        return "formula";
    }

    @Override
    public Class<FormulaMemoryConfig> configType() {
        return FormulaMemoryConfig.class;
    }

    @Override
    public String summary() {
        return "A formula in the lag s, for instance exp(-a * s) * cos(b * s), with named parameters.";
    }

    @Override
    public Optional<Strength> strength() {
        return Optional.empty();
    }

    @Override
    public MemoryFunction create(FormulaMemoryConfig config) {
        return FormulaMemory.of(config);
    }
}
