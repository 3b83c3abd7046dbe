// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The scales of an experiment file: other sizes of the same question.
 *
 * <pre>{@code
 * scales {
 *   full { experiment { name = study-full, seeds = [1, 2, 3, 4, 5], training.steps = 20000 } }
 * }
 * }</pre>
 *
 * <p>{@code scale = full}, in the file or by {@code --set}, lays that block over the file, as HOCON
 * lays a later block over an earlier one, before the other values of {@code --set}. Without it the
 * file means what it says.
 */
final class Scales {

    /** The key that names a scale. */
    static final String CHOSEN = "scale";

    /** The block that has them. */
    static final String ALL = "scales";

    private static final ConfigObject NONE = ConfigFactory.empty().root();

    private final String file;
    private final Problems problems;

    Scales(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** Lays the chosen scale over a file that is not resolved yet, if one is chosen. */
    Config lay(Config config, List<String> overrides) {
        ConfigValue chosen = chosen(config, overrides);
        ConfigValue all = config.root().get(ALL);
        if (!isWrittenOut(chosen, CHOSEN) || !isWrittenOut(all, ALL)) {
            return config;
        }
        if (all != null && !(all instanceof ConfigObject)) {
            problems.add(Problem.at(all, ALL, "must be a block with a block for each scale"));
            return config;
        }
        ConfigObject scales = all instanceof ConfigObject block ? block : NONE;
        scales.forEach(
                (name, scale) -> {
                    String path = ALL + "." + Names.inPath(name);
                    if (isWrittenOut(scale, path) && !(scale instanceof ConfigObject)) {
                        problems.add(Problem.at(scale, path, "must be a block of keys, { ... }"));
                    }
                });
        if (chosen == null || chosen.valueType() == ConfigValueType.NULL) {
            return config;
        }
        String name = String.valueOf(chosen.unwrapped());
        if (scales.get(name) instanceof ConfigObject scale) {
            return scale.toConfig().withFallback(config);
        }
        if (!scales.containsKey(name)) {
            problems.add(
                    Problem.at(
                            chosen, CHOSEN, "there is no scale \"" + name + "\"." + known(scales)));
        }
        return config;
    }

    /**
     * Whether nothing has to be resolved to see what a value is, or which keys a block has; it is a
     * problem if not. What is inside of a block may refer to anything.
     */
    private boolean isWrittenOut(@Nullable ConfigValue value, String path) {
        if (value == null) {
            return true;
        }
        try {
            Object unused =
                    value instanceof ConfigObject block ? block.keySet() : value.valueType();
            return true;
        } catch (ConfigException.NotResolved e) {
            problems.add(
                    new Problem(
                            Origin.of(value),
                            path,
                            "must be written out: a scale is laid before substitutions are known"));
            return false;
        }
    }

    /** Mistakes in the overrides are told when they are laid for good. */
    private @Nullable ConfigValue chosen(Config config, List<String> overrides) {
        Overrides laid = new Overrides(new Problems(file));
        Config all = config;
        for (String override : overrides) {
            all = laid.lay(override, all);
        }
        return all.root().get(CHOSEN);
    }

    private static String known(ConfigObject scales) {
        SortedSet<String> names = new TreeSet<>(scales.keySet());
        return names.isEmpty()
                ? " The file has no block " + ALL + " { ... }"
                : " The file has: " + String.join(", ", names);
    }
}
