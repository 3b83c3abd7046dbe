// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.Plugin;
import org.seqmem.api.Use;
import org.seqmem.runtime.plugin.Catalogue;
import org.seqmem.runtime.plugin.PluginDefaults;

/**
 * Fills records from configuration. A block that names a plugin is bound in two steps: first {@code
 * use} is read, then the block is laid over that plugin's own defaults; defaults that belong to
 * another plugin never show through. Nothing is thrown for what the user or a plugin did wrong: it
 * is added to the problems, and binding goes on with the next key.
 *
 * <p>Safe for use by several threads. Reflection and defaults are looked up once per type.
 */
public final class Binder {

    private final PluginBlocks blocks;
    private final Scalars scalars = new Scalars(new ContentHashes());

    /** A binder for the plugins of a catalogue. */
    public Binder(Catalogue catalogue, PluginDefaults defaults) {
        this.blocks = new PluginBlocks(catalogue, defaults);
    }

    /**
     * Binds a block to a record.
     *
     * @param type the record
     * @param block what the user wrote, resolved
     * @param defaults what lies below it; empty if nothing does
     * @param path the path of the block, for messages
     * @param problems gathers what is wrong
     * @return empty if anything is
     */
    public <R extends Record> Optional<Bound<R>> bind(
            Class<R> type,
            ConfigObject block,
            ConfigObject defaults,
            String path,
            Problems problems) {
        Binding binding = new Binding(blocks, scalars, problems);
        List<ConfigObject> layers = List.of(block, defaults);
        return bound(
                binding,
                binding.record(type, layers, Location.root(path)),
                piece -> type.cast(piece.value()));
    }

    /**
     * Binds a block that names a plugin.
     *
     * @param kind the interface of the kind, {@code ModelPlugin.class}
     * @param block what the user wrote, resolved
     * @param path the path of the block, for messages
     * @param problems gathers what is wrong
     * @param <K> the kind with a wildcard, {@code ModelPlugin<?>}
     * @return empty if anything is
     */
    public <K extends Plugin<?>> Optional<Bound<Use<K>>> bindUse(
            Class<? super K> kind, ConfigValue block, String path, Problems problems) {
        KeyType.PluginBlock type = new KeyType.PluginBlock(kind, false);
        if (block.valueType() != ConfigValueType.OBJECT) {
            problems.add(Problem.at(block, path, "must be " + Expected.words(type)));
            return Optional.empty();
        }
        Binding binding = new Binding(blocks, scalars, problems);
        return bound(
                binding,
                binding.plugin(type, List.of((ConfigObject) block), Location.root(path)),
                piece -> use(piece.value()));
    }

    /**
     * Binds a plugin by its name, with single keys laid over its defaults.
     *
     * @param kind the interface of the kind, {@code MemoryFunctionPlugin.class}
     * @param name the plugin's name, which is also its path in messages
     * @param settings keys as on the command line: {@code key=value}
     * @param problems gathers what is wrong
     * @param <K> the kind with a wildcard, {@code MemoryFunctionPlugin<?>}
     * @return empty if anything is
     */
    public <K extends Plugin<?>> Optional<Bound<Use<K>>> bindUse(
            Class<? super K> kind, String name, List<String> settings, Problems problems) {
        Config config = ConfigFactory.parseMap(Map.of(PluginBlocks.USE, name), Origin.OVERRIDE);
        Overrides overrides = new Overrides(problems);
        for (String setting : settings) {
            config = overrides.lay(setting, config);
        }
        return problems.isEmpty() ? bindUse(kind, config.root(), name, problems) : Optional.empty();
    }

    /**
     * Binds the {@link Bound#json()} of a record again.
     *
     * @param type the record
     * @param json an object
     * @param path the path of the block, for messages
     * @param problems gathers what is wrong
     * @return empty if anything is
     */
    public <R extends Record> Optional<Bound<R>> bind(
            Class<R> type, JsonNode json, String path, Problems problems) {
        return bind(type, object(json), ConfigFactory.empty().root(), path, problems);
    }

    /**
     * Binds the {@link Bound#json()} of a recipe again.
     *
     * @param kind the interface of the kind, {@code ModelPlugin.class}
     * @param json an object
     * @param path the path of the block, for messages
     * @param problems gathers what is wrong
     * @param <K> the kind with a wildcard, {@code ModelPlugin<?>}
     * @return empty if anything is
     */
    public <K extends Plugin<?>> Optional<Bound<Use<K>>> bindUse(
            Class<? super K> kind, JsonNode json, String path, Problems problems) {
        return bindUse(kind, object(json), path, problems);
    }

    @SuppressWarnings("unchecked") // the plugin was looked up under the kind K
    private static <K extends Plugin<?>> Use<K> use(Object value) {
        return (Use<K>) value;
    }

    private static <T> Optional<Bound<T>> bound(
            Binding binding, @Nullable Piece piece, Function<Piece, T> value) {
        return piece == null
                ? Optional.empty()
                : Optional.of(
                        new Bound<>(
                                value.apply(piece),
                                piece.json(),
                                piece.identity(),
                                binding.plugins()));
    }

    private static ConfigObject object(JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException(
                    "a JSON object is needed, not " + json.getNodeType());
        }
        return (ConfigObject) ConfigValueFactory.fromAnyRef(plain(json), "json");
    }

    private static @Nullable Object plain(JsonNode json) {
        if (json.isObject()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            json.properties().forEach(field -> map.put(field.getKey(), plain(field.getValue())));
            return map;
        }
        if (json.isArray()) {
            List<@Nullable Object> list = new ArrayList<>(json.size());
            json.forEach(element -> list.add(plain(element)));
            return list;
        }
        if (json.isNumber()) {
            return json.numberValue();
        }
        if (json.isBoolean()) {
            return json.booleanValue();
        }
        return json.isNull() ? null : json.textValue();
    }
}
