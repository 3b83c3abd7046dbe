// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plugin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.Plugin;
import org.seqmem.api.PluginKind;
import org.seqmem.api.SeqmemException;

/**
 * What is installed: the plugins of every kind by name, and those that had to be left out with the
 * reason. Always the same. Listing it loads no engine, since constructors of plugins are empty.
 */
public final class Catalogue {

    private final Supplier<Discovery> discovery;
    private @Nullable Content content;

    /** A plugin with its line in the listing. */
    record Found(Plugin<?> plugin, PluginEntry entry) {}

    private record Content(
            Map<String, SortedMap<String, Found>> byKind, List<PluginEntry> entries) {}

    private Catalogue(Supplier<Discovery> discovery) {
        this.discovery = discovery;
    }

    private synchronized Content content() {
        if (content == null) {
            Discovery done = discovery.get();
            content = of(done.found(), done.leftOut());
        }
        return content;
    }

    /** Finds the plugins that a class loader sees. */
    public static Catalogue discover(ClassLoader loader) {
        return discover(List.of(loader));
    }

    /** Finds the plugins that class loaders see. A class seen by several counts once. */
    public static Catalogue discover(List<ClassLoader> loaders) {
        Discovery discovery = new Discovery();
        loaders.forEach(discovery::search);
        return new Catalogue(() -> discovery);
    }

    /**
     * The plugins of the class path and those that were dropped into folders. They are looked for
     * when somebody first asks for one, so that a command that needs none starts at once; that
     * throws a {@link SeqmemException} {@link ErrorCode#IO} if a folder cannot be read.
     *
     * @param classPath has Seqmem and its own plugins
     * @param places where the others are
     */
    public static Catalogue discover(ClassLoader classPath, PluginPlaces places) {
        return new Catalogue(
                () -> {
                    Discovery discovery = new Discovery();
                    discovery.search(classPath);
                    for (PluginFolder folder : places.folders()) {
                        discovery.leaveOut(folder.leftOut());
                        folder.loader(classPath).ifPresent(discovery::search);
                    }
                    return discovery;
                });
    }

    /**
     * Files the plugins. Those that share kind and name are all left out: which one an experiment
     * means cannot be known, and the class path must not choose.
     */
    private static Content of(List<Found> found, List<PluginEntry> leftOut) {
        Map<String, SortedMap<String, List<Found>>> all = new TreeMap<>();
        for (Found one : found) {
            all.computeIfAbsent(one.entry().kind(), kind -> new TreeMap<>())
                    .computeIfAbsent(one.entry().name(), name -> new ArrayList<>())
                    .add(one);
        }
        Map<String, SortedMap<String, Found>> byKind = new TreeMap<>();
        List<PluginEntry> entries = new ArrayList<>(leftOut);
        all.forEach(
                (kind, byName) ->
                        byName.forEach(
                                (name, same) -> {
                                    if (same.size() == 1) {
                                        byKind.computeIfAbsent(kind, any -> new TreeMap<>())
                                                .put(name, same.get(0));
                                        entries.add(same.get(0).entry());
                                    } else {
                                        same.forEach(one -> entries.add(notAlone(one, same)));
                                    }
                                }));
        entries.sort(
                Comparator.comparing(PluginEntry::kind)
                        .thenComparing(PluginEntry::name)
                        .thenComparing(PluginEntry::className)
                        .thenComparing(PluginEntry::origin));
        return new Content(byKind, List.copyOf(entries));
    }

    private static PluginEntry notAlone(Found one, List<Found> same) {
        String others =
                same.stream()
                        .filter(other -> !other.entry().equals(one.entry()))
                        .map(Found::entry)
                        .map(entry -> entry.className() + " (" + entry.origin() + ")")
                        .collect(Collectors.joining(" and "));
        return one.entry().leftOutFor("has the same name as " + others + "; remove one of them");
    }

    /**
     * The available plugin of a name.
     *
     * @param kind the kind's interface
     * @param <K> the kind with a wildcard, {@code ModelPlugin<?>}
     */
    @SuppressWarnings("unchecked") // every plugin was filed under the kind that it implements
    public <K extends Plugin<?>> Optional<K> find(Class<? super K> kind, String name) {
        return (Optional<K>) find(kindOf(kind), name);
    }

    /** The available plugin of a name, by the name of its kind. */
    public Optional<Plugin<?>> find(String kind, String name) {
        Found found = ofKind(kind).get(name);
        return found == null ? Optional.empty() : Optional.of(found.plugin());
    }

    /** The names of the available plugins of a kind, sorted. */
    public List<String> names(Class<?> kind) {
        return names(kindOf(kind));
    }

    /** The names of the available plugins of a kind, sorted. */
    public List<String> names(String kind) {
        return List.copyOf(ofKind(kind).keySet());
    }

    /** The names of the kinds of which a plugin is available, sorted. */
    public List<String> kinds() {
        return List.copyOf(content().byKind().keySet());
    }

    /** Every plugin that was found, also those left out, sorted by kind and name. */
    public List<PluginEntry> entries() {
        return content().entries();
    }

    /** The line of an available plugin. */
    public PluginEntry entry(Plugin<?> plugin) {
        return content().byKind().values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .filter(found -> found.plugin() == plugin)
                .map(Found::entry)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        plugin.name() + " is not of this catalogue"));
    }

    /** Plugins of a kind and name that were found but cannot be used. */
    public List<PluginEntry> leftOut(String kind, String name) {
        return entries().stream()
                .filter(entry -> !entry.available())
                .filter(entry -> entry.kind().equals(kind) && entry.name().equals(name))
                .toList();
    }

    /** Plugins that cannot be used and did not load far enough to tell their name. */
    public List<PluginEntry> nameless() {
        return entries().stream()
                .filter(entry -> !entry.available() && entry.name().equals(entry.className()))
                .toList();
    }

    /**
     * The name of a kind, from its annotation.
     *
     * @throws IllegalArgumentException if the type is not a kind
     */
    public static String kindOf(Class<?> kind) {
        PluginKind annotation = kind.getAnnotation(PluginKind.class);
        if (annotation == null) {
            throw new IllegalArgumentException(kind.getName() + " is not a kind of plugin");
        }
        return annotation.value();
    }

    private SortedMap<String, Found> ofKind(String kind) {
        return content().byKind().getOrDefault(kind, new TreeMap<>());
    }
}
