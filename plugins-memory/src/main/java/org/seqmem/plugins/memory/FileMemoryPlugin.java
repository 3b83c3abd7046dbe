// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.Optional;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.memory.MemoryFunctionPlugin;
import org.seqmem.api.memory.Strength;

/** The plugin of {@link FileMemory}. */
public final class FileMemoryPlugin implements MemoryFunctionPlugin<FileMemoryConfig> {

    /** For the service loader. */
    public FileMemoryPlugin() {}

    @Override
    public String name() {
        return "file";
    }

    @Override
    public Class<FileMemoryConfig> configType() {
        return FileMemoryConfig.class;
    }

    @Override
    public String summary() {
        return "Values read from a file, one per line, lag 0 first.";
    }

    @Override
    public Optional<Strength> strength() {
        return Optional.empty();
    }

    @Override
    public MemoryFunction create(FileMemoryConfig config) {
        return FileMemory.read(config.file());
    }
}
