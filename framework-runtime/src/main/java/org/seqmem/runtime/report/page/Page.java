// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.seqmem.runtime.report.figure.EChartsRenderer;
import org.seqmem.runtime.report.figure.Figure;
import org.seqmem.runtime.report.figure.Palette;
import org.seqmem.runtime.report.figure.Panel;

/**
 * One HTML file with everything in it: style, script, Apache ECharts and the data. Its own policy
 * forbids it every request and every other script.
 */
final class Page {

    private static final String ECHARTS =
            "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

    /** What runs a single trial again; the script puts in its id. */
    static final String REPRODUCE = "seqmem reproduce ID";

    private final EChartsRenderer renderer = new EChartsRenderer();
    private final ObjectNode data = JsonNodeFactory.instance.objectNode();
    private final List<String> links = new ArrayList<>();
    private final StringBuilder sections = new StringBuilder();
    private final ArrayNode figures = data.putArray("figures");
    private final String title;
    private Optional<String> state = Optional.empty();
    private final String lead;
    private final List<String> findings;

    /**
     * @param title the heading
     * @param lead what it is about, in a line
     * @param findings what came out, in sentences
     */
    Page(String title, String lead, List<String> findings) {
        this.title = title;
        this.lead = lead;
        this.findings = List.copyOf(findings);
        ObjectNode palette = data.putObject("palette");
        Palette.LIGHT.forEach(palette.putArray("light")::add);
        Palette.DARK.forEach(palette.putArray("dark")::add);
        Palette.HEAT.forEach(palette.putArray("heat")::add);
        palette.put("ink", Palette.INK);
        data.put("reproduce", REPRODUCE);
    }

    /** What the script works on; to be filled beside the figures. */
    ObjectNode data() {
        return data;
    }

    /**
     * Adds a figure.
     *
     * @param figure thin enough for a page
     * @param files names and places of the same figure as files
     */
    Page figure(Figure figure, List<String[]> files) {
        ObjectNode node = figures.addObject().put("id", figure.id());
        ArrayNode panels = node.putArray("panels");
        figure.panels().forEach(panel -> panels.add(panel(panel)));
        StringBuilder body = new StringBuilder();
        body.append("<p class=\"description\">").append(Html.text(figure.description()));
        body.append("</p>\n");
        body.append(Html.list("notes", figure.notes()));
        if (!files.isEmpty()) {
            body.append("<p class=\"files\">This figure: ");
            String separator = "";
            for (String[] file : files) {
                body.append(separator)
                        .append("<a href=\"")
                        .append(Html.text(file[1]))
                        .append("\">");
                body.append(Html.text(file[0])).append("</a>");
                separator = ", ";
            }
            body.append("</p>\n");
        }
        return section("figure-" + figure.id(), figure.title(), body.toString());
    }

    /** Says in its head what it is made of, so that it is known again. */
    void madeOf(String what) {
        state = Optional.of(what);
    }

    /** The line in the head of a file that says what it was made of. */
    static String stamp(String state) {
        return "<meta name=\"seqmem-state\" content=\"" + Html.text(state) + "\">";
    }

    /** A panel as the script draws it. */
    ObjectNode panel(Panel panel) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("title", panel.title());
        node.set("option", renderer.option(panel));
        return node;
    }

    /**
     * Adds a section.
     *
     * @param id by which links find it
     * @param heading its heading
     * @param html what it has
     */
    Page section(String id, String heading, String html) {
        links.add("<li><a href=\"#" + id + "\">" + Html.text(heading) + "</a></li>");
        sections.append("<section id=\"").append(id).append("\" aria-labelledby=\"");
        sections.append(id).append("-title\">\n<h2 id=\"").append(id).append("-title\">");
        sections.append(Html.text(heading)).append("</h2>\n").append(html).append("</section>\n");
        return this;
    }

    /** The file. */
    String html() {
        String echarts = resource(ECHARTS);
        String script = resource("report.js");
        StringBuilder html = new StringBuilder(echarts.length() * 2);
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        state.ifPresent(made -> html.append(stamp(made)).append('\n'));
        html.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';");
        html.append(" script-src ").append(hash(echarts)).append(' ').append(hash(script));
        html.append(
                "; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">\n");
        html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.append("<title>").append(Html.text(title)).append(" - Seqmem</title>\n");
        html.append("<link rel=\"icon\" href=\"data:,\">\n");
        html.append("<style>\n")
                .append(resource("report.css"))
                .append("</style>\n</head>\n<body>\n");
        html.append("<a class=\"skip\" href=\"#main\">To the figures</a>\n<header>\n");
        html.append("<div class=\"top\"><h1>").append(Html.text(title)).append("</h1>");
        html.append(
                "<button type=\"button\" class=\"theme\" id=\"theme\">Dark page</button></div>\n");
        html.append("<p class=\"lead\">").append(Html.text(lead)).append("</p>\n");
        html.append(Html.list("findings", findings));
        html.append("<nav aria-label=\"Sections\"><ul>\n");
        html.append(String.join("\n", links)).append("\n</ul></nav>\n</header>\n");
        html.append(
                "<noscript><p>Figures and the table of trials need JavaScript; the same figures");
        html.append(" are beside this file as SVG, their numbers as CSV.</p></noscript>\n");
        html.append("<main id=\"main\">\n").append(sections).append("</main>\n");
        html.append("<dialog id=\"trial\" aria-labelledby=\"trial-title\"></dialog>\n");
        html.append("<div id=\"live\" class=\"live\" aria-live=\"polite\"></div>\n");
        html.append("<script id=\"data\" type=\"application/json\">").append(Html.json(data));
        html.append("</script>\n<script>").append(echarts).append("</script>\n<script>");
        return html.append(script).append("</script>\n</body>\n</html>\n").toString();
    }

    private static String resource(String name) {
        try (InputStream stream = Page.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("a jar of Seqmem lacks " + name);
            }
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
