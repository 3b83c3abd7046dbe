// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.seqmem.runtime.config.Origin;
import org.seqmem.runtime.config.Problem;
import org.seqmem.runtime.config.Problems;

/** Reads the axes of a {@code sweep} block, and says what is wrong with them. */
final class SweepReader {

    private static final Set<String> SECTIONS = Set.of("model", "task", "training");

    private static final Comparator<List<String>> BY_PATH =
            (one, other) -> {
                for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
                    int order = one.get(i).compareTo(other.get(i));
                    if (order != 0) {
                        return order;
                    }
                }
                return Integer.compare(one.size(), other.size());
            };

    private final Problems problems;
    private final Map<List<String>, Axis> axes = new TreeMap<>(BY_PATH);

    private SweepReader(Problems problems) {
        this.problems = problems;
    }

    /** The axes in the order of their paths. */
    static List<Axis> read(ConfigObject sweep, Problems problems) {
        SweepReader reader = new SweepReader(problems);
        reader.descend(sweep, List.of());
        return new ArrayList<>(reader.axes.values());
    }

    /** Keys may be whole paths in quotes, or blocks in blocks. */
    private void descend(ConfigObject block, List<String> above) {
        for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(block).entrySet()) {
            ConfigValue value = entry.getValue();
            List<String> path = new ArrayList<>(above);
            try {
                path.addAll(ConfigUtil.splitPath(entry.getKey()));
            } catch (ConfigException e) {
                path.add(entry.getKey());
                problems.add(Problem.at(value, Axis.shown(path), "is not a path of keys"));
                continue;
            }
            if (value instanceof ConfigList list) {
                add(path, list);
            } else if (value instanceof ConfigObject inner && holdsAxes(inner)) {
                descend(inner, path);
            } else {
                problems.add(
                        Problem.at(
                                value,
                                Axis.shown(path),
                                "must be a list of the values to try: write [ ... ] around it"));
            }
        }
    }

    /** A block that names one plugin is an entry without its list. */
    private static boolean holdsAxes(ConfigObject block) {
        ConfigValue use = block.get(Blocks.USE);
        return !block.isEmpty() && (use == null || use.valueType() == ConfigValueType.LIST);
    }

    private void add(List<String> written, ConfigList list) {
        if (!SECTIONS.contains(written.get(0))) {
            problems.add(problem(list, written, why(written.get(0))));
            return;
        }
        if (list.isEmpty()) {
            problems.add(
                    problem(list, written, "has no values to try: give it some or leave it out"));
            return;
        }
        boolean names = written.size() > 1 && written.get(written.size() - 1).equals(Blocks.USE);
        List<String> path = names ? written.subList(0, written.size() - 1) : written;
        List<ConfigValue> entries =
                names ? list.stream().<ConfigValue>map(Blocks::naming).toList() : list;
        Axis axis = new Axis(List.copyOf(written), List.copyOf(path), List.copyOf(entries), list);
        Axis other = axes.putIfAbsent(axis.path(), axis);
        if (other != null) {
            problems.add(
                    problem(
                            list,
                            written,
                            "replaces the same as "
                                    + other.shown()
                                    + " ("
                                    + Origin.of(other.list())
                                    + "): keep one of them"));
        }
    }

    /** Without the value: it is the whole list. */
    private static Problem problem(ConfigValue at, List<String> path, String message) {
        return new Problem(Origin.of(at), Axis.shown(path), message);
    }

    /** Why a path cannot be swept. */
    private static String why(String first) {
        return switch (first) {
            case "seeds" ->
                    "cannot be swept: list the seeds in experiment.seeds, every trial is run with"
                            + " each";
            case "metrics", "references" ->
                    "cannot be swept: every trial has all of experiment." + first;
            case "name" -> "cannot be swept: a sweep is one experiment";
            case "experiment" ->
                    "paths of a sweep begin below experiment, with task, model or training";
            default -> "unknown path: a sweep varies keys of task, model and training";
        };
    }
}
