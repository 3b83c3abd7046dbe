// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.List;

/**
 * One axis of a sweep.
 *
 * @param written its path as the file has it, relative to {@code experiment}
 * @param path the path that its values replace: as written, without a {@code use} at the end
 * @param entries what it lists, at least one
 * @param list where it stands
 */
record Axis(List<String> written, List<String> path, List<ConfigValue> entries, ConfigValue list) {

    /** The section that it varies: {@code task}, {@code model} or {@code training}. */
    String section() {
        return path.get(0);
    }

    /** Whether its entries are names of plugins. */
    boolean namesPlugins() {
        return written.size() > path.size();
    }

    /** How problems call it. */
    String shown() {
        return shown(written);
    }

    /** How problems call an entry of it. */
    String shown(int entry) {
        return shown() + "[" + entry + "]";
    }

    /** How problems call a path of a sweep. */
    static String shown(List<String> path) {
        return "sweep.\"" + ConfigUtil.joinPath(path) + "\"";
    }
}
