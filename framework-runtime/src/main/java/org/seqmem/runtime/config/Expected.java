// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What a key needs, in words. */
final class Expected {

    private static final Set<Class<?>> WHOLE =
            Set.of(Integer.class, Long.class, Short.class, Byte.class);

    private Expected() {}

    /** As in: must be ... */
    static String words(KeyType type, Bounds bounds) {
        String range = bounds.words();
        return words(type) + (range.isEmpty() ? "" : ", " + range);
    }

    static String words(KeyType type) {
        if (type instanceof KeyType.Scalar scalar) {
            return words(scalar.type());
        }
        if (type instanceof KeyType.OptionalOf optional) {
            return words(optional.content());
        }
        if (type instanceof KeyType.PluginBlock block) {
            return "a block that names " + withArticle(block.label()) + ", { use = ... }";
        }
        return type instanceof KeyType.ListOf ? "a list" : "a block of keys, { ... }";
    }

    static String words(Class<?> type) {
        if (WHOLE.contains(type)) {
            return "a whole number";
        }
        if (type == Double.class || type == Float.class) {
            return "a number";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        if (type == Duration.class) {
            return "a duration with a unit, such as 30s or 5m";
        }
        if (type == Path.class) {
            return "the path of a file";
        }
        return type.isEnum() ? oneOf(constants(type)) : "text";
    }

    static List<String> constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants()).map(Names::ofConstant).toList();
    }

    static String withArticle(String noun) {
        return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }

    private static String oneOf(List<String> names) {
        int last = names.size() - 1;
        return names.size() < 2
                ? String.join("", names)
                : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }
}
