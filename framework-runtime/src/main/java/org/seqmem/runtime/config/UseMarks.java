// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds blocks with different {@code use} that HOCON has merged into one. Of two values the merged
 * block keeps the last only; so, before the text is parsed, every {@code use} gets a second key
 * beside it with the same value and a name of its own. HOCON itself then carries these marks
 * through repeated keys, includes and substitutions, and drops them where {@code null} clears a
 * block: a block with marks of different values is one in which different plugins met.
 */
final class UseMarks {

    private static final String PREFIX = "use, mark ";

    /** The origins of the marks, by key. */
    private final Map<String, Mark> marks = new TreeMap<>();

    private record Mark(int number, String origin) {}

    /** The text with a mark beside every {@code use}; lines stay where they are. */
    String mark(String text, FieldScan scan, String file) {
        StringBuilder marked = new StringBuilder();
        int copied = 0;
        for (FieldScan.Field field : scan.fields()) {
            boolean isUse = FieldScan.name(field).equals(PluginBlocks.USE);
            // A plugin's name is one word on one line; anything else is a mistake found later.
            if (!isUse || field.value().isEmpty() || field.value().indexOf('\n') >= 0) {
                continue;
            }
            String key = PREFIX + marks.size();
            marks.put(key, new Mark(marks.size(), file + ":" + field.line()));
            marked.append(text, copied, field.start());
            List<String> steps = field.path();
            for (String step : steps.subList(steps.size() - field.own(), steps.size() - 1)) {
                marked.append(ConfigUtil.quoteString(step.substring(1))).append('.');
            }
            marked.append(ConfigUtil.quoteString(key)).append(" : ");
            marked.append(field.value()).append(", ");
            copied = field.start();
        }
        return marked.append(text, copied, text.length()).toString();
    }

    /** The configuration without the marks; reports blocks in which different plugins met. */
    ConfigObject unmark(ConfigObject root, Problems problems) {
        return (ConfigObject) unmark(root, Location.root(""), problems);
    }

    private ConfigValue unmark(ConfigValue value, Location at, Problems problems) {
        if (value instanceof ConfigObject block) {
            return unmarkBlock(block, at, problems);
        }
        return value instanceof ConfigList list ? unmarkList(list, at, problems) : value;
    }

    private ConfigObject unmarkBlock(ConfigObject block, Location at, Problems problems) {
        ConfigObject plain = block;
        Map<String, Mark> met = new TreeMap<>();
        for (Map.Entry<String, ConfigValue> entry : block.entrySet()) {
            Mark mark = marks.get(entry.getKey());
            if (mark == null) {
                ConfigValue inner = unmark(entry.getValue(), at.key(entry.getKey()), problems);
                if (!inner.equals(entry.getValue())) {
                    plain = plain.withValue(entry.getKey(), inner);
                }
                continue;
            }
            plain = plain.withoutKey(entry.getKey());
            met.merge(ShownValue.compact(entry.getValue()), mark, UseMarks::later);
        }
        if (met.size() > 1) {
            report(plain, met, at.path(), problems);
        }
        return plain;
    }

    private static Mark later(Mark one, Mark other) {
        return one.number() > other.number() ? one : other;
    }

    /** Names every plugin that was met, the one that HOCON would take last. */
    private static void report(
            ConfigObject block, Map<String, Mark> met, String path, Problems problems) {
        ConfigValue use = block.get(PluginBlocks.USE);
        String taken = use == null ? "" : ShownValue.compact(use);
        String blocks =
                met.entrySet().stream()
                        .sorted(
                                Comparator.comparing(
                                                (Map.Entry<String, Mark> entry) ->
                                                        entry.getKey().equals(taken))
                                        .thenComparing(entry -> entry.getValue().number()))
                        .map(
                                entry ->
                                        "use = "
                                                + entry.getKey()
                                                + " ("
                                                + entry.getValue().origin()
                                                + ")")
                        .collect(Collectors.joining(" and "));
        problems.addFinal(
                new Problem(
                        Origin.of(use == null ? block : use),
                        path,
                        "merges blocks of different plugins: "
                                + blocks
                                + ". Write "
                                + path
                                + " = null before the last to clear the others"));
    }

    private ConfigList unmarkList(ConfigList list, Location at, Problems problems) {
        List<ConfigValue> plain = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            plain.add(unmark(list.get(i), at.element(i), problems));
        }
        return plain.equals(list)
                ? list
                : ConfigValueFactory.fromIterable(plain).withOrigin(list.origin());
    }
}
