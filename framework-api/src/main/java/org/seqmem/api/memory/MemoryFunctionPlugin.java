// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.memory;

import java.util.Optional;
import org.seqmem.api.PluginKind;
import org.seqmem.api.ProductPlugin;

/** A family of memory functions, mostly with one parameter that sets the strength. */
@PluginKind("memory-function")
public interface MemoryFunctionPlugin<C extends Record> extends ProductPlugin<C, MemoryFunction> {

    /**
     * The key that sets how long the memory is, and in which direction; empty if no single key
     * does, for instance for values read from a file.
     */
    Optional<Strength> strength();
}
