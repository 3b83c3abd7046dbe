// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.Plugin;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.plugin.Catalogue;
import org.seqmem.runtime.plugin.PluginDefaults;

/** What may stand in a configuration. Safe for use by several threads. */
public final class Schema {

    private final PluginBlocks blocks;
    private final PluginDefaults defaults;

    /** The schema that the plugins of a catalogue make. */
    public Schema(Catalogue catalogue, PluginDefaults defaults) {
        this.blocks = new PluginBlocks(catalogue, defaults);
        this.defaults = defaults;
    }

    /**
     * The keys of a plugin, in the order of its record.
     *
     * @throws SeqmemException if the defaults of its jar cannot be read
     */
    public List<KeyDoc> keys(String kind, Plugin<?> plugin) {
        return keys(plugin.configType(), defaults.of(kind, plugin));
    }

    /** The keys of a record, in its order, with their defaults. */
    public List<KeyDoc> keys(Class<? extends Record> type, ConfigObject defaults) {
        return blocks.model(type).keys().stream()
                .map(key -> doc(key, defaults.get(key.name())))
                .toList();
    }

    private static KeyDoc doc(RecordModel.Key key, @Nullable ConfigValue value) {
        return new KeyDoc(
                key.name(),
                key.type(),
                key.bounds().label(),
                value == null ? "" : ShownValue.compact(value),
                value == null
                        ? ""
                        : value.origin().comments().stream()
                                .map(String::strip)
                                .collect(Collectors.joining(" ")));
    }

    /**
     * The declared type of a path inside a block, following {@code use}. An optional key has the
     * type of its content.
     *
     * @param type what the block is: {@link KeyType.Nested} or {@link KeyType.PluginBlock}
     * @param block what stands there; need not be complete
     * @param below the defaults below the block; empty if there are none
     * @param path keys from the block inwards; none asks for the block itself
     * @return empty if there is no such key, or the plugin on the way is not known
     */
    public Optional<KeyType> typeAt(
            KeyType type, ConfigObject block, ConfigObject below, List<String> path) {
        KeyType current = type;
        List<ConfigObject> layers = List.of(block, below);
        for (String key : path) {
            Optional<Step> step = step(current, layers);
            RecordModel.Key next = step.map(one -> one.model().key(key)).orElse(null);
            if (step.isEmpty() || next == null) {
                return Optional.empty();
            }
            current =
                    next.type() instanceof KeyType.OptionalOf optional
                            ? optional.content()
                            : next.type();
            layers = PluginBlocks.below(key, step.get().layers());
        }
        return Optional.of(current);
    }

    /** As {@link #typeAt(KeyType, ConfigObject, ConfigObject, List)} without defaults below. */
    public Optional<KeyType> typeAt(KeyType type, ConfigObject block, List<String> path) {
        return typeAt(type, block, ConfigFactory.empty().root(), path);
    }

    private record Step(RecordModel model, List<ConfigObject> layers) {}

    private Optional<Step> step(KeyType type, List<ConfigObject> layers) {
        if (type instanceof KeyType.Nested nested) {
            return Optional.of(new Step(blocks.model(nested.type()), layers));
        }
        if (type instanceof KeyType.PluginBlock block) {
            return PluginBlocks.named(layers)
                    .filter(named -> named.use().valueType() == ConfigValueType.STRING)
                    .flatMap(
                            named ->
                                    blocks.open(block, ShownValue.text(named.use()))
                                            .map(
                                                    plugin ->
                                                            new Step(
                                                                    plugin.model(),
                                                                    named.above(
                                                                            plugin.defaults()))));
        }
        return Optional.empty();
    }
}
