// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.Plugin;
import org.seqmem.runtime.plugin.Catalogue;
import org.seqmem.runtime.plugin.PluginDefaults;

/**
 * The layers of a block, topmost first: what the user wrote, what stands below it. A layer that
 * names a plugin with {@code use} hides those below, and the plugin's own defaults come last. Safe
 * for use by several threads.
 */
final class PluginBlocks {

    /** The key that names the plugin of a block. */
    static final String USE = "use";

    private final Catalogue catalogue;
    private final PluginDefaults defaults;
    private final Map<Class<?>, RecordModel> models = new ConcurrentHashMap<>();
    private final Map<Class<?>, Map<String, Opened>> opened = new ConcurrentHashMap<>();

    /** A plugin with what is needed to bind its blocks. */
    record Opened(String kind, Plugin<?> plugin, RecordModel model, ConfigObject defaults) {

        /** As in: unknown key of model "lstm". */
        String words() {
            return kind.replace('-', ' ') + " \"" + plugin.name() + '"';
        }
    }

    /** The layers down to the one that says {@code use}, and what it says. */
    record Named(ConfigValue use, List<ConfigObject> layers) {

        /** The layers with the plugin's own defaults below. */
        List<ConfigObject> above(ConfigObject defaults) {
            List<ConfigObject> all = new ArrayList<>(layers);
            all.add(defaults);
            return all;
        }
    }

    PluginBlocks(Catalogue catalogue, PluginDefaults defaults) {
        this.catalogue = catalogue;
        this.defaults = defaults;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    RecordModel model(Class<? extends Record> type) {
        RecordModel known = models.get(type);
        return known != null ? known : models.computeIfAbsent(type, key -> new RecordModel(type));
    }

    /** The available plugin of a name. */
    Optional<Opened> open(KeyType.PluginBlock block, String name) {
        Map<String, Opened> ofKind =
                opened.computeIfAbsent(block.kind(), kind -> new ConcurrentHashMap<>());
        Opened known = ofKind.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        String kind = block.kindName();
        Optional<Opened> found =
                catalogue
                        .find(kind, name)
                        .map(
                                plugin ->
                                        new Opened(
                                                kind,
                                                plugin,
                                                model(plugin.configType()),
                                                defaults.of(kind, plugin)));
        found.ifPresent(plugin -> ofKind.put(name, plugin));
        return found;
    }

    /** Reads {@code use}; empty if no layer has it. */
    static Optional<Named> named(List<ConfigObject> layers) {
        for (int i = 0; i < layers.size(); i++) {
            ConfigValue use = layers.get(i).get(USE);
            if (use != null) {
                return Optional.of(new Named(use, layers.subList(0, i + 1)));
            }
        }
        return Optional.empty();
    }

    /** The value of a key in the topmost layer that has it. */
    static @Nullable ConfigValue top(String key, List<ConfigObject> layers) {
        for (ConfigObject layer : layers) {
            ConfigValue value = layer.get(key);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** The layers of the block at a key: down to the first that has something else there. */
    static List<ConfigObject> below(String key, List<ConfigObject> layers) {
        List<ConfigObject> blocks = new ArrayList<>(layers.size());
        for (ConfigObject layer : layers) {
            ConfigValue value = layer.get(key);
            if (value == null) {
                continue;
            }
            if (value.valueType() != ConfigValueType.OBJECT) {
                break;
            }
            blocks.add((ConfigObject) value);
        }
        return blocks;
    }
}
