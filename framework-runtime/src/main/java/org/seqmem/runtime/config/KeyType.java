// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.seqmem.runtime.plugin.Catalogue;

/** What the value of a key must be. */
public sealed interface KeyType {

    /** The type in a word or two, for tables: {@code int}, {@code list of double}. */
    String label();

    /**
     * A single value.
     *
     * @param type a boxed primitive, String, enum, Duration or Path
     */
    record Scalar(Class<?> type) implements KeyType {

        @Override
        public String label() {
            if (type.isEnum()) {
                return Arrays.stream(type.getEnumConstants())
                        .map(Names::ofConstant)
                        .collect(Collectors.joining(" | "));
            }
            if (type == String.class) {
                return "text";
            }
            return type == Integer.class ? "int" : type.getSimpleName().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A list.
     *
     * @param element what its elements are
     */
    record ListOf(KeyType element) implements KeyType {

        @Override
        public String label() {
            return "list of " + element.label();
        }
    }

    /**
     * A value that may be absent or {@code null}.
     *
     * @param content what it is if present
     */
    record OptionalOf(KeyType content) implements KeyType {

        @Override
        public String label() {
            return content.label() + " or null";
        }
    }

    /**
     * A block of keys.
     *
     * @param type its record
     */
    record Nested(Class<? extends Record> type) implements KeyType {

        @Override
        public String label() {
            return "block";
        }
    }

    /**
     * A block that names a plugin with {@code use}.
     *
     * @param kind the interface of its kind
     * @param product whether the key holds the plugin's product instead of a recipe
     */
    record PluginBlock(Class<?> kind, boolean product) implements KeyType {

        @Override
        public String label() {
            return kindName().replace('-', ' ');
        }

        /** The name of the kind. */
        public String kindName() {
            return Catalogue.kindOf(kind);
        }
    }

    /**
     * A type that no configuration can fill: a mistake of the record's author.
     *
     * @param name the Java type
     */
    record Unsupported(String name) implements KeyType {

        @Override
        public String label() {
            return name;
        }
    }
}
