// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tasks that differ in one number only: the same memory function at several strengths.
 *
 * @param name what they share, for instance {@code impulse}
 * @param key the key that varies, for instance {@code delay}
 * @param points the tasks, by increasing value
 */
public record StrengthFamily(String name, String key, List<Point> points) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One strength.
     *
     * @param task label of the task
     * @param value of the key
     * @param text the value as written in the label or JSON
     */
    public record Point(String task, double value, String text) {}

    /** Many trials are on one task, and reading its JSON takes longer than all else here. */
    private record Named(String task, String json) {}

    private record Leaves(String task, SortedMap<String, JsonNode> byPath) {

        /** What tasks of one family have in common: every path, and every value but the numbers. */
        String kind() {
            StringBuilder kind = new StringBuilder();
            byPath.forEach(
                    (path, leaf) ->
                            kind.append(path)
                                    .append('=')
                                    .append(leaf.isNumber() ? "#" : leaf)
                                    .append('\n'));
            return kind.toString();
        }
    }

    /** The families among the tasks of some trials, in the order of the trials. */
    public static List<StrengthFamily> of(List<ReportedTrial> trials) {
        Map<String, Map<String, Leaves>> kinds = new LinkedHashMap<>();
        trials.stream()
                .map(trial -> new Named(trial.task(), trial.taskJson()))
                .distinct()
                .map(StrengthFamily::leaves)
                .forEach(
                        leaves ->
                                kinds.computeIfAbsent(leaves.kind(), kind -> new LinkedHashMap<>())
                                        .putIfAbsent(leaves.task(), leaves));
        List<StrengthFamily> families = new ArrayList<>();
        for (Map<String, Leaves> members : kinds.values()) {
            TreeSet<String> varying = varying(members.values());
            if (varying.size() == 1) {
                families.add(family(varying.first(), List.copyOf(members.values())));
            }
        }
        return families;
    }

    private static StrengthFamily family(String path, List<Leaves> members) {
        List<Point> points =
                members.stream()
                        .map(
                                member -> {
                                    JsonNode value = member.byPath().get(path);
                                    double number = value == null ? Double.NaN : value.asDouble();
                                    String text = value == null ? "" : value.asText();
                                    return new Point(member.task(), number, text);
                                })
                        .sorted(Comparator.comparingDouble(Point::value))
                        .toList();
        String key = path.substring(path.lastIndexOf('.') + 1);
        String label = points.get(0).task();
        int space = label.indexOf(' ');
        return new StrengthFamily(space < 0 ? label : label.substring(0, space), key, points);
    }

    private static TreeSet<String> varying(Iterable<Leaves> members) {
        TreeSet<String> varying = new TreeSet<>();
        Iterator<Leaves> rest = members.iterator();
        SortedMap<String, JsonNode> first = rest.next().byPath();
        while (rest.hasNext()) {
            rest.next()
                    .byPath()
                    .forEach(
                            (path, leaf) -> {
                                if (!leaf.equals(first.get(path))) {
                                    varying.add(path);
                                }
                            });
        }
        return varying;
    }

    private static Leaves leaves(Named task) {
        SortedMap<String, JsonNode> leaves = new TreeMap<>();
        try {
            collect("", JSON.readTree(task.json()), leaves);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the task of a trial is not JSON", e);
        }
        return new Leaves(task.task(), leaves);
    }

    private static void collect(String path, JsonNode node, SortedMap<String, JsonNode> leaves) {
        if (node.isValueNode()) {
            leaves.put(path, node);
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(path + "[" + i + "]", node.get(i), leaves);
            }
        } else {
            node.properties()
                    .forEach(
                            field ->
                                    collect(path + "." + field.getKey(), field.getValue(), leaves));
        }
    }
}
