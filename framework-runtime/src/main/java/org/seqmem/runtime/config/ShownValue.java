// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Values as messages and tables show them. */
final class ShownValue {

    /** About half a line of a terminal. */
    private static final int LONGEST = 40;

    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_./-]+");

    private static final Pattern LONG_NUMBER = Pattern.compile("-?[0-9]{19,}");

    private ShownValue() {}

    /** A value as it was written: empty for blocks and for lists that are long. */
    static Optional<String> of(ConfigValue value) {
        return switch (value.valueType()) {
            case OBJECT -> Optional.empty();
            case LIST -> Optional.of(compact(value)).filter(list -> list.length() <= LONGEST);
            case STRING -> Optional.of(shown(text(value)));
            case NULL, NUMBER, BOOLEAN -> Optional.of(compact(value));
        };
    }

    /** A value on one line, whatever it is. */
    static String compact(ConfigValue value) {
        return switch (value.valueType()) {
            case NULL -> "null";
            case NUMBER, BOOLEAN -> text(value);
            case STRING -> {
                String text = text(value);
                yield BARE.matcher(text).matches() ? text : ConfigUtil.quoteString(text);
            }
            case LIST ->
                    ((ConfigList) value)
                            .stream()
                                    .map(ShownValue::compact)
                                    .collect(Collectors.joining(", ", "[", "]"));
            case OBJECT -> block((ConfigObject) value);
        };
    }

    /** The keys in order, the plugin's name first. */
    private static String block(ConfigObject block) {
        if (block.isEmpty()) {
            return "{}";
        }
        return block.entrySet().stream()
                .sorted(
                        Comparator.comparing(
                                        (Map.Entry<String, ConfigValue> entry) ->
                                                !entry.getKey().equals(PluginBlocks.USE))
                                .thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> Names.inPath(entry.getKey()) + " = " + compact(entry.getValue()))
                .collect(Collectors.joining(", ", "{ ", " }"));
    }

    /** The text of a scalar; of a number as it was written, which its value may not tell. */
    static String text(ConfigValue value) {
        return value.atKey("value").getString("value");
    }

    /** Digits that HOCON takes for text, since no long holds them, were written without quotes. */
    private static String shown(String text) {
        return LONG_NUMBER.matcher(text).matches()
                ? shorten(text)
                : ConfigUtil.quoteString(shorten(text));
    }

    private static String shorten(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
    }
}
