// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.Map;

/**
 * Values of {@code --set path=value}. A value replaces what stands at its path as a whole, blocks
 * too; {@code X.use=name} replaces the block X by one that only names the plugin.
 */
final class Overrides {

    private final Problems problems;

    Overrides(Problems problems) {
        this.problems = problems;
    }

    /** Lays one override over a configuration that may hold substitutions. */
    Config lay(String override, Config below) {
        int equals = equalsSign(override);
        if (equals < 1) {
            problems.add(problem(override, "must be path=value, as in experiment.seeds=[1,2,3]"));
            return below;
        }
        String path = override.substring(0, equals).strip();
        List<String> keys;
        try {
            keys = ConfigUtil.splitPath(path);
        } catch (ConfigException e) {
            problems.add(problem(path, "is not a path of keys, as experiment.training.steps is"));
            return below;
        }
        try {
            ConfigValue value = parse(override.substring(equals + 1));
            int last = keys.size() - 1;
            boolean names = last > 0 && keys.get(last).equals(PluginBlocks.USE);
            // Null first: HOCON would merge a block with the one below it.
            ConfigValue nothing = ConfigValueFactory.fromAnyRef(null, Origin.OVERRIDE);
            return at(keys, value)
                    .withFallback(at(names ? keys.subList(0, last) : keys, nothing))
                    .withFallback(below);
        } catch (ConfigException e) {
            String message = "is not one value in HOCON; quote text that holds , = [ or {";
            problems.add(problem(path, message));
            return below;
        }
    }

    private static Config at(List<String> keys, ConfigValue value) {
        ConfigValue nested = value;
        for (int i = keys.size() - 1; i >= 0; i--) {
            nested = ConfigValueFactory.fromMap(Map.of(keys.get(i), nested), Origin.OVERRIDE);
        }
        return ((ConfigObject) nested).toConfig();
    }

    /** The first equals sign outside quotes, -1 if there is none. */
    private static int equalsSign(String override) {
        boolean quoted = false;
        for (int i = 0; i < override.length(); i++) {
            char c = override.charAt(i);
            quoted ^= c == '"';
            if (c == '=' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    /** Parses within brackets, so that the text can be one value and nothing else. */
    private static ConfigValue parse(String text) {
        ConfigParseOptions options =
                ConfigParseOptions.defaults()
                        .setOriginDescription(Origin.OVERRIDE)
                        .setIncluder(new NoIncludes());
        ConfigValue list =
                ConfigFactory.parseString("value : [" + text + "\n]", options).root().get("value");
        if (!(list instanceof ConfigList values) || values.size() != 1) {
            throw new ConfigException.BadValue(Origin.OVERRIDE, "not one value");
        }
        return values.get(0);
    }

    private static Problem problem(String path, String message) {
        return new Problem(Origin.OVERRIDE, path, message);
    }
}
