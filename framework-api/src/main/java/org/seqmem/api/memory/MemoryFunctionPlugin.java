// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.memory;

import org.seqmem.api.PluginKind;
import org.seqmem.api.ProductPlugin;

/** A family of memory functions with one parameter that sets the strength. */
@PluginKind("memory-function")
public interface MemoryFunctionPlugin<C extends Record> extends ProductPlugin<C, MemoryFunction> {

    /** The key that sets how long the memory is, and in which direction. */
    Strength strength();
}
