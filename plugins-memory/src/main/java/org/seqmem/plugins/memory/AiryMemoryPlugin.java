// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.Optional;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.memory.MemoryFunctionPlugin;
import org.seqmem.api.memory.Strength;

/** The plugin of {@link AiryMemory}. */
public final class AiryMemoryPlugin implements MemoryFunctionPlugin<AiryMemoryConfig> {

    /** For the service loader. */
    public AiryMemoryPlugin() {}

    @Override
    public String name() {
        return "airy";
    }

    @Override
    public Class<AiryMemoryConfig> configType() {
        return AiryMemoryConfig.class;
    }

    @Override
    public String summary() {
        return "rho(s) = Ai(scale (s - center)). Sparse pattern that ends soon after the center;"
                + " larger center = longer memory.";
    }

    @Override
    public Optional<Strength> strength() {
        return Optional.of(new Strength("center", Strength.Larger.LONGER_MEMORY));
    }

    @Override
    public MemoryFunction create(AiryMemoryConfig config) {
        return new AiryMemory(config.scale(), config.center());
    }
}
