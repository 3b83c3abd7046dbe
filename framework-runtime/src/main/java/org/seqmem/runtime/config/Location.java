// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a configuration, spelt out only when a message needs it.
 *
 * @param parent the block or list that holds it, null for the outermost
 * @param key its key; for the outermost its whole path
 * @param index its position in a list, -1 for the value of a key
 */
record Location(@Nullable Location parent, String key, int index) {

    static Location root(String path) {
        return new Location(null, path, -1);
    }

    Location key(String key) {
        return new Location(this, key, -1);
    }

    Location element(int index) {
        return new Location(this, "", index);
    }

    /** The full path: {@code sweep."task.memory"[1].use}. */
    String path() {
        if (parent == null) {
            return key;
        }
        return index >= 0
                ? parent.path() + "[" + index + "]"
                : Names.path(parent.path(), List.of(key));
    }
}
