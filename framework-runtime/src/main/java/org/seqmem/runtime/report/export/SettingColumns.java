// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seqmem.runtime.report.TrialRecord;

/**
 * The settings of all trials as columns: {@code task.memory.rate} becomes {@code task_memory_rate}.
 * A trial that has no such setting has no value there; a list is its JSON text.
 */
final class SettingColumns {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Integer> byPath = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Set<String> taken;

    // Sections repeat from trial to trial; each text is taken apart once.
    private final Map<String, Map<String, Object>> leavesByText = new HashMap<>();

    /**
     * @param trials whose settings
     * @param taken names that other columns have
     */
    SettingColumns(List<TrialRecord> trials, List<String> taken) {
        this.taken = new HashSet<>(taken);
        trials.forEach(trial -> leaves(trial).keySet().forEach(this::column));
    }

    private void column(String path) {
        if (!byPath.containsKey(path)) {
            byPath.put(path, names.size());
            String wanted = path.replaceAll("[^A-Za-z0-9]+", "_");
            String name = wanted;
            for (int i = 2; !taken.add(name); i++) {
                name = wanted + "_" + i;
            }
            names.add(name);
        }
    }

    /** The names of the columns, in the order in which settings first occur. */
    List<String> names() {
        return names;
    }

    /** What a trial has in them. */
    List<@Nullable Object> values(TrialRecord trial) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            values.add(null);
        }
        leaves(trial)
                .forEach(
                        (path, value) -> {
                            Integer column = byPath.get(path);
                            if (column != null) {
                                values.set(column, value);
                            }
                        });
        return values;
    }

    private Map<String, Object> leaves(TrialRecord trial) {
        Map<String, Object> all = new LinkedHashMap<>();
        trial.settings()
                .ifPresent(
                        settings -> {
                            all.putAll(leaves("task", settings.task()));
                            all.putAll(leaves("model", settings.model()));
                            all.putAll(leaves("training", settings.training()));
                        });
        return all;
    }

    private Map<String, Object> leaves(String section, String text) {
        return leavesByText.computeIfAbsent(
                section + text,
                key -> {
                    Map<String, Object> leaves = new LinkedHashMap<>();
                    try {
                        collect(section, JSON.readTree(text), leaves);
                    } catch (JsonProcessingException e) {
                        throw new IllegalArgumentException(
                                "the settings of a trial are not JSON", e);
                    }
                    return leaves;
                });
    }

    private static void collect(String path, JsonNode node, Map<String, Object> leaves) {
        if (node.isObject()) {
            node.properties()
                    .forEach(
                            field ->
                                    collect(path + "." + field.getKey(), field.getValue(), leaves));
        } else if (node.isIntegralNumber() && node.canConvertToLong()) {
            leaves.put(path, node.asLong());
        } else if (node.isNumber()) {
            leaves.put(path, node.asDouble());
        } else if (node.isBoolean()) {
            leaves.put(path, node.asBoolean());
        } else if (node.isTextual()) {
            leaves.put(path, node.asText());
        } else if (!node.isNull()) {
            leaves.put(path, node.toString());
        }
    }
}
