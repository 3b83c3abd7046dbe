// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts of blocks. Paths are lists of keys, so that a key may hold a dot. */
final class Blocks {

    /** The key that names the plugin of a block. */
    static final String USE = "use";

    private Blocks() {}

    /** The part at a path, or null. */
    static @Nullable ConfigValue at(@Nullable ConfigValue value, List<String> path) {
        ConfigValue part = value;
        for (String key : path) {
            part = part instanceof ConfigObject block ? block.get(key) : null;
        }
        return part;
    }

    /** The value with a part replaced whole: nothing of the old part is merged with the new one. */
    static ConfigValue replaced(@Nullable ConfigValue value, List<String> path, ConfigValue part) {
        if (path.isEmpty()) {
            return part;
        }
        ConfigObject block =
                value instanceof ConfigObject object
                        ? object
                        : ConfigFactory.empty().root().withOrigin(part.origin());
        String key = path.get(0);
        return block.withValue(key, replaced(block.get(key), path.subList(1, path.size()), part));
    }

    /** A block that names a plugin and nothing else. */
    static ConfigObject naming(ConfigValue plugin) {
        return ConfigFactory.empty().root().withValue(USE, plugin).withOrigin(plugin.origin());
    }
}
