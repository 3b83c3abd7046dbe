// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.seqmem.runtime.provenance.CanonicalJson;

/**
 * Names the sections of one kind by what tells them apart.
 *
 * <p>A plugin that is not the same in all sections is called by its name. Among the sections with
 * the same plugins, the keys that differ follow, each behind the plugin that it belongs to: {@code
 * impulse delay=32}. A label that would begin with a key begins with the name of the key's plugin
 * instead. A section without rivals is called by the name of its plugin.
 *
 * <p>There can be many sections, so each is kept as one array of values beside a layout that it
 * shares with the sections like it.
 */
final class Labels {

    private static final String USE = "use";

    private final Place root = new Place(null, "");
    private final Map<List<Place>, Layout> layouts = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();

    /** A path; there is one object for each, so that equality is identity. */
    private static final class Place implements Comparable<Place> {

        private final @Nullable Place parent;
        private final String key;
        private final Map<String, Place> children = new HashMap<>();

        /** The last value here and its text: from section to section most stay the same. */
        private JsonNode value = MissingNode.getInstance();

        private String text = "";

        Place(@Nullable Place parent, String key) {
            this.parent = parent;
            this.key = key;
        }

        Place child(String name) {
            Place known = children.get(name);
            return known != null
                    ? known
                    : children.computeIfAbsent(name, absent -> new Place(this, name));
        }

        String text(JsonNode now) {
            if (!now.equals(value)) {
                value = now;
                text = now.isTextual() ? now.textValue() : CanonicalJson.of(now);
            }
            return text;
        }

        boolean isName() {
            return key.equals(USE);
        }

        List<String> path() {
            List<String> path = parent == null ? new ArrayList<>() : parent.path();
            if (parent != null) {
                path.add(key);
            }
            return path;
        }

        /** As paths, but with the name of a plugin before its keys. */
        @Override
        public int compareTo(Place other) {
            List<String> one = path();
            List<String> two = other.path();
            for (int i = 0; i < Math.min(one.size(), two.size()); i++) {
                String a = one.get(i);
                String b = two.get(i);
                if (!a.equals(b)) {
                    return a.equals(USE) ? -1 : b.equals(USE) ? 1 : a.compareTo(b);
                }
            }
            return Integer.compare(one.size(), two.size());
        }
    }

    /** The places that sections of one shape have values at. */
    private record Layout(List<Place> places, Map<Place, Integer> indices) {

        static Layout of(List<Place> places) {
            Map<Place, Integer> indices = new HashMap<>();
            for (int i = 0; i < places.size(); i++) {
                indices.put(places.get(i), i);
            }
            return new Layout(places, indices);
        }
    }

    /** A section: its values, as texts, in the order of its layout. */
    private record Row(int number, Layout layout, List<String> values) {

        @Nullable String at(Place place) {
            Integer index = layout.indices().get(place);
            return index == null ? null : values.get(index);
        }
    }

    /** Adds a section. */
    void add(JsonNode section) {
        List<Place> places = new ArrayList<>();
        List<String> values = new ArrayList<>();
        flatten(section, root, places, values);
        Layout layout =
                !rows.isEmpty() && last().layout().places().equals(places)
                        ? last().layout()
                        : layouts.computeIfAbsent(places, Layout::of);
        rows.add(new Row(rows.size(), layout, List.copyOf(values)));
    }

    private Row last() {
        return rows.get(rows.size() - 1);
    }

    /** The labels of the sections, in the order in which they were added; no two are equal. */
    List<String> labels() {
        String[] labels = new String[rows.size()];
        label(rows, List.of(), labels);
        return distinct(List.of(labels));
    }

    /**
     * Labels a group of sections.
     *
     * @param names the plugins by which the group was told apart from the others
     */
    private static void label(List<Row> group, List<Place> names, String[] labels) {
        List<Place> deciding = outermost(varying(group).stream().filter(Place::isName).toList());
        if (!deciding.isEmpty()) {
            List<Place> more = Stream.concat(names.stream(), deciding.stream()).toList();
            Map<List<String>, List<Row>> parts = new LinkedHashMap<>();
            for (Row row : group) {
                List<String> plugins = deciding.stream().map(name -> name(row, name)).toList();
                parts.computeIfAbsent(plugins, same -> new ArrayList<>()).add(row);
            }
            parts.values().forEach(part -> label(part, more, labels));
            return;
        }
        if (group.isEmpty()) {
            return;
        }
        List<Place> shown = shown(group, names);
        Map<Place, String> keys = keys(shown);
        for (Row row : group) {
            labels[row.number()] = label(row, shown, keys);
        }
    }

    /**
     * Without the names inside of blocks whose own name is among them: another has no such block.
     */
    private static List<Place> outermost(List<Place> names) {
        return names.stream()
                .filter(
                        name ->
                                names.stream()
                                        .filter(other -> !other.equals(name))
                                        .noneMatch(other -> isWithin(name.path(), other.path())))
                .sorted()
                .toList();
    }

    /** Scalars and lists of scalars at their places; elements of other lists at their index. */
    private void flatten(JsonNode node, Place place, List<Place> places, List<String> values) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                flatten(entry.getValue(), place.child(entry.getKey()), places, values);
            }
        } else if (node.isArray() && holdsContainers(node)) {
            for (int i = 0; i < node.size(); i++) {
                flatten(node.get(i), place.child(Integer.toString(i)), places, values);
            }
        } else {
            places.add(place);
            values.add(place.text(node));
        }
    }

    private static boolean holdsContainers(JsonNode array) {
        for (JsonNode element : array) {
            if (element.isContainerNode()) {
                return true;
            }
        }
        return false;
    }

    private static String name(Row row, Place place) {
        return Objects.requireNonNullElse(row.at(place), "");
    }

    /** The places at which not all rows have the same. */
    private static Set<Place> varying(List<Row> rows) {
        Set<Place> varying = new HashSet<>();
        if (rows.isEmpty()) {
            return varying;
        }
        Row first = rows.get(0);
        Set<Layout> compared = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Row row : rows) {
            List<Place> places = row.layout().places();
            for (int i = 0; i < places.size(); i++) {
                if (!row.values().get(i).equals(first.at(places.get(i)))) {
                    varying.add(places.get(i));
                }
            }
            if (compared.add(row.layout())) {
                for (Place place : first.layout().places()) {
                    if (row.at(place) == null) {
                        varying.add(place);
                    }
                }
            }
        }
        return varying;
    }

    /** What the labels of a group show, in order. */
    private static List<Place> shown(List<Row> group, List<Place> names) {
        Row first = group.get(0);
        List<Place> shown =
                new ArrayList<>(
                        Stream.concat(
                                        varying(group).stream(),
                                        names.stream().filter(name -> first.at(name) != null))
                                .distinct()
                                .sorted()
                                .toList());
        if (shown.isEmpty() || !shown.get(0).isName()) {
            List<String> path = shown.isEmpty() ? List.of() : shown.get(0).path();
            plugin(first, path).ifPresent(name -> shown.add(0, name));
        }
        return shown;
    }

    /** The name of the innermost plugin that a path is in. */
    private static Optional<Place> plugin(Row row, List<String> path) {
        return row.layout().places().stream()
                .filter(Place::isName)
                .filter(name -> isWithin(path, name.path()))
                .max((one, other) -> Integer.compare(one.path().size(), other.path().size()));
    }

    private static boolean isWithin(List<String> path, List<String> name) {
        int depth = name.size() - 1;
        return depth <= path.size() && path.subList(0, depth).equals(name.subList(0, depth));
    }

    /** What the keys are called: by their last part, or in full where that is not unique. */
    private static Map<Place, String> keys(List<Place> shown) {
        Map<String, Integer> count = new HashMap<>();
        shown.forEach(place -> count.merge(place.key, 1, Integer::sum));
        Map<Place, String> keys = new HashMap<>();
        for (Place place : shown) {
            boolean unique = Integer.valueOf(1).equals(count.get(place.key));
            keys.put(place, unique ? place.key : String.join(".", place.path()));
        }
        return keys;
    }

    private static String label(Row row, List<Place> shown, Map<Place, String> keys) {
        List<String> words = new ArrayList<>();
        for (Place place : shown) {
            String value = row.at(place);
            if (value != null) {
                words.add(place.isName() ? value : keys.get(place) + "=" + value);
            }
        }
        return String.join(" ", words);
    }

    /** Texts with spaces in them could make two labels equal; a number then tells them apart. */
    private static List<String> distinct(List<String> labels) {
        Set<String> taken = new HashSet<>(labels.size() * 2);
        List<String> distinct = new ArrayList<>(labels.size());
        for (String label : labels) {
            String free = label;
            for (int number = 2; !taken.add(free); number++) {
                free = label + " #" + number;
            }
            distinct.add(free);
        }
        return distinct;
    }
}
