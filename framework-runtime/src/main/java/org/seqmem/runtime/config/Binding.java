// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.Plugin;
import org.seqmem.api.ProductPlugin;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.Use;
import org.seqmem.runtime.plugin.Catalogue;
import org.seqmem.runtime.plugin.PluginEntry;
import org.seqmem.runtime.plugin.VersionMix;

/**
 * One walk through a configuration along the types that it is bound to. Every method that returns
 * null has added a problem; the walk goes on with the next key.
 */
final class Binding {

    private static final Piece ABSENT = new Piece(Optional.empty(), NullNode.instance);

    private final PluginBlocks blocks;
    private final Scalars scalars;
    private final Problems problems;
    private final Set<Plugin<?>> plugins = new LinkedHashSet<>();

    Binding(PluginBlocks blocks, Scalars scalars, Problems problems) {
        this.blocks = blocks;
        this.scalars = scalars;
        this.problems = problems;
    }

    /** The plugins met so far. */
    Set<Plugin<?>> plugins() {
        return Collections.unmodifiableSet(plugins);
    }

    /** A record that is no plugin's configuration. */
    @Nullable Piece record(Class<? extends Record> type, List<ConfigObject> layers, Location at) {
        return record(blocks.model(type), layers, null, at);
    }

    private @Nullable Piece record(
            RecordModel model,
            List<ConfigObject> layers,
            PluginBlocks.@Nullable Opened plugin,
            Location at) {
        reportUnknownKeys(model, layers.get(0), plugin, at);
        List<RecordModel.Key> keys = model.keys();
        Piece[] pieces = new Piece[keys.size()];
        boolean complete = true;
        for (int i = 0; i < pieces.length; i++) {
            Piece piece = key(keys.get(i), layers, at);
            if (piece == null) {
                complete = false;
            } else {
                pieces[i] = piece;
            }
        }
        return complete ? construct(model, pieces, layers.get(0), plugin, at) : null;
    }

    private void reportUnknownKeys(
            RecordModel model,
            ConfigObject block,
            PluginBlocks.@Nullable Opened plugin,
            Location at) {
        for (String key : block.keySet()) { // entrySet() copies the block
            boolean known =
                    model.key(key) != null || (plugin != null && key.equals(PluginBlocks.USE));
            if (!known) {
                String owner = plugin == null ? "" : " of " + plugin.words();
                problems.add(
                        new Problem(
                                Origin.of(Objects.requireNonNull(block.get(key))),
                                at.key(key).path(),
                                "unknown key" + owner + "." + instead(key, model.names())));
            }
        }
    }

    private static String instead(String key, Set<String> names) {
        if (names.isEmpty()) {
            return " It has no keys.";
        }
        String question = Nearest.question(key, names);
        return question.isEmpty() ? " Its keys: " + String.join(", ", names) : question;
    }

    private @Nullable Piece key(RecordModel.Key key, List<ConfigObject> layers, Location at) {
        ConfigValue value = PluginBlocks.top(key.name(), layers);
        if (value != null) {
            return value(key.type(), key.bounds(), value, key.name(), layers, at.key(key.name()));
        }
        if (key.type() instanceof KeyType.OptionalOf) {
            return ABSENT;
        }
        problems.add(
                new Problem(
                        Origin.of(layers.get(0)),
                        at.key(key.name()).path(),
                        "is required: " + Expected.words(key.type(), key.bounds())));
        return null;
    }

    /** A value; the layers are those of the block that has it as {@code key}, for blocks in it. */
    private @Nullable Piece value(
            KeyType type,
            Bounds bounds,
            ConfigValue value,
            String key,
            List<ConfigObject> layers,
            Location at) {
        if (type instanceof KeyType.OptionalOf optional) {
            if (value.valueType() == ConfigValueType.NULL) {
                return ABSENT;
            }
            Piece content = value(optional.content(), bounds, value, key, layers, at);
            return content == null ? null : content.with(Optional.of(content.value()));
        }
        if (value.valueType() == ConfigValueType.NULL) {
            return reject(value, at, "must be " + Expected.words(type, bounds));
        }
        if (type instanceof KeyType.Scalar scalar) {
            try {
                return scalars.read(scalar.type(), bounds, value);
            } catch (Rejection e) {
                return reject(value, at, e.getMessage());
            }
        }
        if (type instanceof KeyType.ListOf list) {
            return list(list, bounds, value, at);
        }
        if (type instanceof KeyType.Unsupported unsupported) {
            String message = "has a type that no configuration can fill: " + unsupported.name();
            return fail(ErrorCode.PLUGIN_CONTRACT, value, at, message, null);
        }
        if (value.valueType() != ConfigValueType.OBJECT) {
            return reject(value, at, notABlock(type, value));
        }
        List<ConfigObject> below = PluginBlocks.below(key, layers);
        return type instanceof KeyType.PluginBlock block
                ? plugin(block, below, at)
                : record(((KeyType.Nested) type).type(), below, at);
    }

    private String notABlock(KeyType type, ConfigValue value) {
        if (type instanceof KeyType.PluginBlock block
                && value.unwrapped() instanceof String name
                && blocks.catalogue().names(block.kind()).contains(name)) {
            return "must be a block: { use = " + name + " }";
        }
        return "must be " + Expected.words(type);
    }

    private @Nullable Piece list(
            KeyType.ListOf type, Bounds bounds, ConfigValue value, Location at) {
        if (value.valueType() != ConfigValueType.LIST) {
            return reject(value, at, "must be a list, [ ... ]");
        }
        ConfigList list = (ConfigList) value;
        if (bounds.notEmpty() && list.isEmpty()) {
            return reject(value, at, "must not be empty");
        }
        List<Piece> pieces = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            ConfigValue element = list.get(i);
            List<ConfigObject> layers = List.of(element.atKey("").root());
            Piece piece =
                    value(type.element(), bounds.ofElements(), element, "", layers, at.element(i));
            if (piece != null) {
                pieces.add(piece);
            }
        }
        if (pieces.size() < list.size()) {
            return null;
        }
        ArrayNode json = JsonNodeFactory.instance.arrayNode(pieces.size());
        ArrayNode identity = JsonNodeFactory.instance.arrayNode(pieces.size());
        boolean namesFile = false;
        List<Object> values = new ArrayList<>(pieces.size());
        for (Piece piece : pieces) {
            values.add(piece.value());
            json.add(piece.json());
            identity.add(piece.identity());
            namesFile |= piece.namesFile();
        }
        return new Piece(
                Collections.unmodifiableList(values), json, namesFile ? identity : json, namesFile);
    }

    /** A block that names a plugin: a recipe, or the plugin's product. */
    @Nullable Piece plugin(KeyType.PluginBlock type, List<ConfigObject> layers, Location at) {
        ConfigObject block = layers.get(0);
        Optional<PluginBlocks.Named> named = PluginBlocks.named(layers);
        if (named.isEmpty()) {
            String which = "names no " + type.label() + ": use = ...  " + choice(type, false);
            problems.add(new Problem(Origin.of(block), at.path(), which));
            return null;
        }
        PluginBlocks.Opened plugin = open(type, named.get().use(), at.key(PluginBlocks.USE));
        if (plugin == null) {
            return null;
        }
        plugins.add(plugin.plugin());
        List<ConfigObject> all = named.get().above(plugin.defaults());
        Piece config = record(plugin.model(), all, plugin, at);
        if (config == null) {
            return null;
        }
        Object value =
                type.product()
                        ? product(plugin, (Record) config.value(), block, at)
                        : new Use<>(plugin.plugin(), (Record) config.value());
        return value == null ? null : config.with(value);
    }

    private PluginBlocks.@Nullable Opened open(
            KeyType.PluginBlock type, ConfigValue use, Location at) {
        if (!(use.unwrapped() instanceof String name)) {
            reject(use, at, "must be the name of " + Expected.withArticle(type.label()));
            return null;
        }
        try {
            Optional<PluginBlocks.Opened> opened = blocks.open(type, name);
            if (opened.isPresent()) {
                return opened.get();
            }
        } catch (SeqmemException e) {
            fail(e.code(), use, at, "cannot be used: " + e.getMessage(), e);
            return null;
        }
        List<PluginEntry> leftOut = blocks.catalogue().leftOut(type.kindName(), name);
        if (leftOut.isEmpty()) {
            reject(use, at, unknown(type, name));
            return null;
        }
        // several of one name are all left out because of each other: one of them says it all
        ErrorCode code =
                leftOut.size() > 1 ? ErrorCode.DUPLICATE_PLUGIN : ErrorCode.PLUGIN_NOT_LOADED;
        PluginEntry entry = leftOut.get(0);
        String reason =
                entry.className() + " (" + entry.origin() + ") " + entry.leftOut().orElse("");
        fail(code, use, at, "was left out: " + reason, null);
        return null;
    }

    private String unknown(KeyType.PluginBlock type, String name) {
        Catalogue catalogue = blocks.catalogue();
        String question = Nearest.question(name, catalogue.names(type.kind()));
        if (question.isEmpty()) {
            question =
                    catalogue.kinds().stream()
                            .filter(kind -> catalogue.names(kind).contains(name))
                            .map(
                                    kind ->
                                            " It is "
                                                    + Expected.withArticle(kind.replace('-', ' '))
                                                    + ".")
                            .findFirst()
                            .orElse("");
        }
        return "no "
                + type.label()
                + " of that name."
                + question
                + "  "
                + choice(type, !question.isEmpty());
    }

    /** The names to choose from, a few where a better hint was given. */
    private String choice(KeyType.PluginBlock type, boolean few) {
        List<String> names = blocks.catalogue().names(type.kind());
        int shown = few ? 3 : 12;
        String listed =
                names.isEmpty()
                        ? "none is installed"
                        : String.join(", ", names.subList(0, Math.min(shown, names.size())))
                                + (names.size() > shown ? ", ..." : "");
        int nameless = blocks.catalogue().nameless().size();
        String hidden = nameless == 0 ? "" : "; " + nameless + " did not load";
        return "(" + listed + hidden + "; seqmem plugins list)";
    }

    private @Nullable Piece construct(
            RecordModel model,
            Piece[] pieces,
            ConfigObject block,
            PluginBlocks.@Nullable Opened plugin,
            Location at) {
        @Nullable Object[] arguments = new Object[pieces.length];
        ObjectNode json = node(plugin);
        boolean namesFile = false;
        for (int i = 0; i < pieces.length; i++) {
            arguments[i] = pieces[i].value();
            json.set(model.keys().get(i).name(), pieces[i].json());
            namesFile |= pieces[i].namesFile();
        }
        Record value;
        try {
            value = model.create(arguments);
        } catch (InvocationTargetException e) {
            return broken(e.getCause(), model.type().getName(), block, plugin, at);
        }
        return new Piece(
                value, json, namesFile ? identity(model, pieces, plugin) : json, namesFile);
    }

    private static JsonNode identity(
            RecordModel model, Piece[] pieces, PluginBlocks.@Nullable Opened plugin) {
        ObjectNode identity = node(plugin);
        for (int i = 0; i < pieces.length; i++) {
            identity.set(model.keys().get(i).name(), pieces[i].identity());
        }
        return identity;
    }

    private static ObjectNode node(PluginBlocks.@Nullable Opened plugin) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        return plugin == null ? node : node.put(PluginBlocks.USE, plugin.plugin().name());
    }

    private @Nullable Object product(
            PluginBlocks.Opened plugin, Record config, ConfigObject block, Location at) {
        Object product;
        try {
            product = create((ProductPlugin<?, ?>) plugin.plugin(), config);
        } catch (RuntimeException | LinkageError e) {
            return broken(e, plugin.plugin().getClass().getName(), block, plugin, at);
        }
        if (product == null) {
            return fail(
                    ErrorCode.PLUGIN_CONTRACT,
                    block,
                    at,
                    plugin.words() + " (" + place(plugin) + ") made nothing",
                    null);
        }
        return product;
    }

    private static <C extends Record, P> P create(ProductPlugin<C, P> plugin, Record config) {
        return plugin.create(plugin.configType().cast(config));
    }

    /** What a constructor or a plugin threw: its objection to the values, or a failure. */
    private @Nullable Piece broken(
            @Nullable Throwable failure,
            String type,
            ConfigObject block,
            PluginBlocks.@Nullable Opened plugin,
            Location at) {
        if (failure instanceof VirtualMachineError error) {
            throw error;
        }
        if (failure instanceof IllegalArgumentException && failure.getMessage() != null) {
            return reject(block, at, failure.getMessage());
        }
        String owner =
                plugin == null ? type : plugin.words() + " (" + type + ", " + place(plugin) + ")";
        String message =
                owner
                        + " "
                        + Optional.ofNullable(failure)
                                .flatMap(VersionMix::explain)
                                .orElse("failed: " + failure);
        return fail(ErrorCode.PLUGIN_FAILED, block, at, message, failure);
    }

    private String place(PluginBlocks.Opened plugin) {
        return blocks.catalogue().entry(plugin.plugin()).origin();
    }

    private @Nullable Piece reject(ConfigValue value, Location at, @Nullable String message) {
        problems.add(Problem.at(value, at.path(), String.valueOf(message)));
        return null;
    }

    private @Nullable Piece fail(
            ErrorCode code,
            ConfigValue value,
            Location at,
            String message,
            @Nullable Throwable cause) {
        Problem problem =
                new Problem(code, Origin.of(value), at.path(), ShownValue.of(value), message);
        if (cause == null) {
            problems.add(problem);
        } else {
            problems.add(problem, cause);
        }
        return null;
    }
}
