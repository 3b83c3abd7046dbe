// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;

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
        try {
            List<String> keys = ConfigUtil.splitPath(path);
            ConfigValue value = parse(override.substring(equals + 1));
            boolean names = keys.size() > 1 && keys.get(keys.size() - 1).equals(PluginBlocks.USE);
            String replaced = names ? ConfigUtil.joinPath(keys.subList(0, keys.size() - 1)) : path;
            // Null first: HOCON would merge a block with the one below it.
            ConfigValue nothing = ConfigValueFactory.fromAnyRef(null, Origin.OVERRIDE);
            return value.atPath(path).withFallback(nothing.atPath(replaced)).withFallback(below);
        } catch (ConfigException e) {
            problems.add(problem(path, SyntaxErrors.sentence(e)));
            return below;
        } catch (Rejection e) {
            problems.add(problem(path, String.valueOf(e.getMessage())));
            return below;
        }
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
    private static ConfigValue parse(String text) throws Rejection {
        ConfigParseOptions options =
                ConfigParseOptions.defaults()
                        .setOriginDescription(Origin.OVERRIDE)
                        .setIncluder(new NoIncludes());
        ConfigValue list =
                ConfigFactory.parseString("value : [" + text + "\n]", options).root().get("value");
        if (!(list instanceof ConfigList values) || values.size() != 1) {
            throw new Rejection("must be one value after the =, in HOCON; quote text with commas");
        }
        return values.get(0);
    }

    private static Problem problem(String path, String message) {
        return new Problem(Origin.OVERRIDE, path, message);
    }
}
