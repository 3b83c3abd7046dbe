// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** Pieces of a page. Whatever text goes in, it comes out as text. */
final class Html {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Html() {}

    /** Text for between tags and for quoted attributes. */
    static String text(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /**
     * JSON for within a script element: no {@code <}, so that no end tag and no comment can begin,
     * and none of the two line ends that JSON allows in strings and old scripts do not.
     */
    static String json(JsonNode value) {
        try {
            return JSON.writeValueAsString(value)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026")
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot be written", e);
        }
    }

    /**
     * A table.
     *
     * @param caption what it has
     * @param head names of the columns
     * @param rows the first cell of each is its heading
     */
    static String table(String caption, List<String> head, List<List<String>> rows) {
        StringBuilder html = new StringBuilder("<div class=\"scroll\"><table><caption>");
        html.append(text(caption)).append("</caption><thead><tr>");
        head.forEach(cell -> html.append("<th scope=\"col\">").append(text(cell)).append("</th>"));
        html.append("</tr></thead><tbody>\n");
        for (List<String> row : rows) {
            html.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                String tag = i == 0 ? "th scope=\"row\"" : "td";
                html.append('<').append(tag).append('>').append(text(row.get(i)));
                html.append("</").append(i == 0 ? "th" : "td").append('>');
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    /** A list of sentences; nothing for none. */
    static String list(String cssClass, List<String> sentences) {
        if (sentences.isEmpty()) {
            return "";
        }
        StringBuilder html = new StringBuilder("<ul class=\"" + cssClass + "\">\n");
        sentences.forEach(s -> html.append("<li>").append(text(s)).append("</li>\n"));
        return html.append("</ul>\n").toString();
    }
}
