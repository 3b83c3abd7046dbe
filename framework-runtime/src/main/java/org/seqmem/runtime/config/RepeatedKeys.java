// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.seqmem.api.ErrorCode;

/**
 * Finds keys that one file gives twice. HOCON would take the last one in silence. Not repeated are
 * blocks (they add up), values with a substitution (a default and its override from the
 * environment), and what follows {@code key = null}.
 */
final class RepeatedKeys {

    private static final String SEPARATOR = "\u0000";

    private final String file;
    private final Problems problems;
    private final Map<String, FieldScan.Field> given = new HashMap<>();

    private RepeatedKeys(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    static void report(FieldScan scan, String file, Problems problems) {
        RepeatedKeys keys = new RepeatedKeys(file, problems);
        scan.fields().forEach(keys::check);
    }

    private void check(FieldScan.Field field) {
        String path = String.join(SEPARATOR, field.path());
        if (field.content() == FieldScan.Content.NULL) {
            given.keySet().removeIf(key -> key.equals(path) || key.startsWith(path + SEPARATOR));
        }
        // A plugin's name is not a plain key: blocks with different ones are another problem.
        if (field.content() == FieldScan.Content.NULL
                || field.content() == FieldScan.Content.COMPUTED
                || FieldScan.name(field).equals(PluginBlocks.USE)) {
            return;
        }
        List<String> steps = field.path();
        for (int depth = steps.size() - field.own() + 1; depth < steps.size(); depth++) {
            put(String.join(SEPARATOR, steps.subList(0, depth)), field, FieldScan.Content.BLOCK);
        }
        put(path, field, field.content());
    }

    private void put(String path, FieldScan.Field field, FieldScan.Content content) {
        FieldScan.Field earlier = given.putIfAbsent(path, field);
        if (earlier == null) {
            return;
        }
        boolean whole = String.join(SEPARATOR, earlier.path()).equals(path);
        boolean wasBlock = !whole || earlier.content() == FieldScan.Content.BLOCK;
        if (!wasBlock || content != FieldScan.Content.BLOCK) {
            problems.add(
                    new Problem(
                            ErrorCode.INVALID_CONFIG,
                            file + ":" + field.line(),
                            field.display(),
                            shown(field),
                            "repeated: this key already has a value, at "
                                    + file
                                    + ":"
                                    + earlier.line()));
        }
    }

    private static Optional<String> shown(FieldScan.Field field) {
        return field.value().length() <= 40 && field.value().indexOf('\n') < 0
                ? Optional.of(field.value()).filter(value -> !value.startsWith("{"))
                : Optional.empty();
    }
}
