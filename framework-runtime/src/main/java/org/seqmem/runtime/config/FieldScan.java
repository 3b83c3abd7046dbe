// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys of a HOCON text as they stand there, before HOCON merges them. The parser of the library
 * keeps no trace of a key that was given twice, and its syntax tree is not public; this scan finds
 * keys and the extent of their values, and leaves everything else to the library. It expects a text
 * that the library has accepted; on any other it ends, with whatever it found.
 */
final class FieldScan {

    /** What a value is before substitution. */
    enum Content {
        BLOCK,
        /** Text, a number, a list: anything that replaces what was there. */
        LITERAL,
        NULL,
        /** Holds a substitution, or adds to what was there. */
        COMPUTED
    }

    /**
     * A key with its value.
     *
     * @param path from the root; an element of a list is a step of its own
     * @param own how many of the last steps the key itself names: 2 for {@code a.b = 1}
     * @param start where the key starts in the text
     * @param line its line, from 1
     * @param content what the value is
     * @param value the value's text
     */
    record Field(List<String> path, int own, int start, int line, Content content, String value) {

        String key() {
            return path.get(path.size() - 1);
        }

        /** The path as messages show it. */
        String display() {
            StringBuilder shown = new StringBuilder();
            for (String step : path) {
                if (step.charAt(0) == ELEMENT) {
                    shown.append(step, 1, step.indexOf(PLACE));
                } else {
                    shown.append(shown.length() == 0 ? "" : ".");
                    shown.append(Names.inPath(step.substring(1)));
                }
            }
            return shown.toString();
        }
    }

    private static final char KEY = 'k';
    private static final char ELEMENT = 'e';
    private static final char PLACE = '@';
    private static final int END = -1;
    private static final List<String> INCLUDES =
            List.of("\"", "required(", "file(", "url(", "classpath(");

    private final String text;
    private final List<Field> fields = new ArrayList<>();
    private final Map<String, Integer> includes = new HashMap<>();
    private int position;
    private int line = 1;
    private int counted;

    private FieldScan(String text) {
        this.text = text;
    }

    static FieldScan of(String text) {
        FieldScan scan = new FieldScan(text);
        while (scan.position < text.length()) {
            scan.body(List.of());
        }
        return scan;
    }

    /** The fields, outer before inner, in the order of the text. */
    List<Field> fields() {
        return fields;
    }

    /** The line of the first include of a name. */
    int lineOfInclude(String name) {
        return includes.getOrDefault(name, 1);
    }

    /** The last step of a path without its mark. */
    static String name(Field field) {
        return field.key().substring(1);
    }

    /** The fields of a block, up to its closing brace or the end of the text. */
    private void body(List<String> scope) {
        while (true) {
            skipBetweenFields();
            int next = peek();
            if (next == END) {
                return;
            }
            if (next == '}') {
                position++;
                return;
            }
            if (next == '{') {
                position++;
                body(scope);
            } else if (!include()) {
                field(scope);
            }
        }
    }

    private boolean include() {
        if (!text.startsWith("include", position)) {
            return false;
        }
        int after = position + "include".length();
        while (after < text.length() && isBlank(text.charAt(after))) {
            after++;
        }
        int argument = after;
        if (INCLUDES.stream().noneMatch(form -> text.startsWith(form, argument))) {
            return false;
        }
        int at = lineAt(position);
        position = argument;
        while (peek() != '"' && peek() != END && peek() != '\n') {
            position++;
        }
        int start = position;
        string();
        if (position - start >= 2) {
            includes.putIfAbsent(text.substring(start + 1, position - 1), at);
        }
        while (peek() == ')' || (isBlank(peek()) && peek() != '\n')) {
            position++;
        }
        return true;
    }

    private void field(List<String> scope) {
        int start = position;
        int at = lineAt(start);
        while (true) {
            int c = peek();
            if (c == '"') {
                string();
            } else if (c == '=' || c == ':' || c == '{' || c == END || isAppend()) {
                break;
            } else {
                position++;
            }
        }
        List<String> own = steps(text.substring(start, position).strip());
        boolean append = isAppend();
        if (append) {
            position += 2;
        } else if (peek() == '=' || peek() == ':') {
            position++;
        }
        List<String> path = new ArrayList<>(scope);
        path.addAll(own);
        int index = fields.size();
        fields.add(new Field(path, own.size(), start, at, Content.COMPUTED, ""));
        skipBlanksAndComments();
        int valueStart = position;
        Content content = value(append ? element(path, 0) : path);
        String value = text.substring(valueStart, position).strip();
        fields.set(
                index,
                new Field(path, own.size(), start, at, append ? Content.COMPUTED : content, value));
        if (position == start) {
            position++; // not a key at all: the text was not valid, go on behind it
        }
    }

    private static List<String> steps(String key) {
        List<String> steps;
        try {
            steps = ConfigUtil.splitPath(key);
        } catch (ConfigException e) {
            steps = List.of(key);
        }
        return steps.stream().map(step -> KEY + step).toList();
    }

    /** A value up to the end of its line, a comma, or the end of what holds it. */
    private Content value(List<String> path) {
        int start = position;
        int end = start;
        boolean block = false;
        boolean other = false;
        boolean computed = false;
        while (!endsValue()) {
            int c = peek();
            if (c == '{') {
                position++;
                body(path);
                block = true;
            } else if (c == '[') {
                position++;
                list(path);
                other = true;
            } else if (c == '"') {
                string();
                other = true;
            } else if (text.startsWith("${", position)) {
                substitution();
                computed = true;
            } else {
                position++;
                if (isBlank(c)) {
                    continue;
                }
                other = true;
            }
            end = position;
        }
        position = Math.max(start, end);
        if (computed) {
            return Content.COMPUTED;
        }
        if (text.substring(start, position).equals("null")) {
            return Content.NULL;
        }
        return block && !other ? Content.BLOCK : Content.LITERAL;
    }

    private boolean endsValue() {
        int c = peek();
        return c == END || c == '\n' || c == ',' || c == '}' || c == ']' || isComment();
    }

    private void list(List<String> path) {
        int index = 0;
        while (true) {
            skipBetweenFields();
            int next = peek();
            if (next == END) {
                return;
            }
            if (next == ']') {
                position++;
                return;
            }
            int start = position;
            value(element(path, index++));
            if (position == start) {
                position++; // a stray brace: the text was not valid, go on behind it
            }
        }
    }

    /** An element of the list that starts here: no two lists share a path. */
    private List<String> element(List<String> path, int index) {
        List<String> inside = new ArrayList<>(path);
        inside.add(ELEMENT + "[" + index + "]" + PLACE + position);
        return inside;
    }

    private void string() {
        String quotes = text.startsWith("\"\"\"", position) ? "\"\"\"" : "\"";
        position += quotes.length();
        while (position < text.length() && !text.startsWith(quotes, position)) {
            position += quotes.length() == 1 && peek() == '\\' ? 2 : 1;
        }
        position = Math.min(text.length(), position + quotes.length());
        // A text in three quotes may itself end with quotes.
        while (quotes.length() == 3 && peek() == '"') {
            position++;
        }
    }

    private void substitution() {
        while (peek() != '}' && peek() != END) {
            if (peek() == '"') {
                string();
            } else {
                position++;
            }
        }
        position = Math.min(text.length(), position + 1);
    }

    private void skipBetweenFields() {
        do {
            skipBlanksAndComments();
        } while (peek() == ',' && position++ >= 0);
    }

    private void skipBlanksAndComments() {
        while (true) {
            if (isComment()) {
                while (peek() != '\n' && peek() != END) {
                    position++;
                }
            } else if (peek() != END && isBlank(peek())) {
                position++;
            } else {
                return;
            }
        }
    }

    private boolean isComment() {
        return peek() == '#' || text.startsWith("//", position);
    }

    private boolean isAppend() {
        return text.startsWith("+=", position);
    }

    /** What HOCON takes for white space. */
    private static boolean isBlank(int c) {
        return Character.isWhitespace(c)
                || c == '\u00A0'
                || c == '\u2007'
                || c == '\u202F'
                || c == '\uFEFF';
    }

    private int peek() {
        return position < text.length() ? text.charAt(position) : END;
    }

    /** The line of a place; places are asked for in the order of the text. */
    private int lineAt(int place) {
        while (counted < place) {
            line += text.charAt(counted++) == '\n' ? 1 : 0;
        }
        return line;
    }
}
