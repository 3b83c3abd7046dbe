// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.erdtman.jcs.NumberToJSON;

/**
 * The canonical text of a JSON value, so that equal values have equal hashes.
 *
 * <p>Keys are sorted by their UTF-16 code units and there is no white space. Numbers are written as
 * ECMAScript does, in the shortest form that reads back as the same double, by an algorithm that
 * does not depend on the Java version: 1 and 1.0 are both {@code 1}, 0 and -0 both {@code 0}.
 *
 * <p><b>Source:</b> RFC 8785, sections 3.2.2 and 3.2.3. One deviation: an integer that no double
 * holds is refused instead of rounded, since two different values would share a text.
 */
public final class CanonicalJson {

    /** The largest integer up to which every integer is a double: 2^53. */
    public static final long LARGEST_INTEGER = 1L << 53;

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private CanonicalJson() {}

    /**
     * The canonical text of a value.
     *
     * @throws IllegalArgumentException if the value has no canonical text: a number that is not
     *     finite, an integer beyond 2^53, a broken surrogate pair
     */
    public static String of(JsonNode value) {
        StringBuilder text = new StringBuilder(256);
        append(value, text);
        return text.toString();
    }

    private static void append(JsonNode value, StringBuilder text) {
        if (value.isObject()) {
            appendObject(value, text);
        } else if (value.isArray()) {
            appendArray(value, text);
        } else if (value.isNumber()) {
            appendNumber(value, text);
        } else if (value.isTextual()) {
            appendString(value.textValue(), text);
        } else if (value.isBoolean() || value.isNull()) {
            text.append(value.asText());
        } else {
            throw new IllegalArgumentException("not a JSON value: " + value.getNodeType());
        }
    }

    private static void appendObject(JsonNode object, StringBuilder text) {
        List<Map.Entry<String, JsonNode>> entries = new ArrayList<>(object.properties());
        Collections.sort(entries, Map.Entry.comparingByKey()); // String order is by UTF-16 unit
        text.append('{');
        String separator = "";
        for (Map.Entry<String, JsonNode> entry : entries) {
            text.append(separator);
            appendString(entry.getKey(), text);
            text.append(':');
            append(entry.getValue(), text);
            separator = ",";
        }
        text.append('}');
    }

    private static void appendArray(JsonNode array, StringBuilder text) {
        text.append('[');
        String separator = "";
        for (JsonNode element : array) {
            text.append(separator);
            append(element, text);
            separator = ",";
        }
        text.append(']');
    }

    private static void appendNumber(JsonNode number, StringBuilder text) {
        if (number.isIntegralNumber()) {
            long integer = number.longValue();
            if (!number.canConvertToLong()
                    || integer > LARGEST_INTEGER
                    || integer < -LARGEST_INTEGER) {
                throw new IllegalArgumentException(
                        number.asText() + " is beyond 2^53, where integers are no longer exact");
            }
            text.append(integer);
            return;
        }
        double real = number.doubleValue();
        if (real == Math.rint(real) && Math.abs(real) <= LARGEST_INTEGER) {
            text.append((long) real); // also -0; a short cut, most numbers are whole
            return;
        }
        try {
            text.append(NumberToJSON.serializeNumber(real));
        } catch (IOException e) {
            throw new IllegalArgumentException(number.asText() + " is not a finite number", e);
        }
    }

    private static void appendString(String string, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ') {
                        text.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 0xf]);
                    } else {
                        requireWhole(string, i);
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }

    /** A surrogate stands in a pair: half of one has no UTF-8 form. */
    private static void requireWhole(String string, int i) {
        char c = string.charAt(i);
        boolean whole =
                !Character.isSurrogate(c)
                        || (Character.isHighSurrogate(c)
                                ? i + 1 < string.length()
                                        && Character.isLowSurrogate(string.charAt(i + 1))
                                : i > 0 && Character.isHighSurrogate(string.charAt(i - 1)));
        if (!whole) {
            throw new IllegalArgumentException("a text holds half a surrogate pair");
        }
    }
}
