// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A dashboard of Grafana, in a file. */
record Dashboard(Path file, JsonNode json) {

    private static final Pattern VALUES = Pattern.compile("label_values\\((.+), (\\w+)\\)");

    /** Those of a folder. */
    static List<Dashboard> in(Path folder) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<Dashboard> dashboards = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                dashboards.add(new Dashboard(file, json.readTree(file.toFile())));
            }
        }
        return dashboards;
    }

    /** Its name. */
    String title() {
        return json.path("title").asText();
    }

    /** Its panels, rows left out. */
    List<JsonNode> panels() {
        List<JsonNode> panels = new ArrayList<>();
        for (JsonNode panel : json.path("panels")) {
            if (!panel.path("type").asText().equals("row")) {
                panels.add(panel);
            }
        }
        return panels;
    }

    /** Its variables. */
    JsonNode variables() {
        return json.path("templating").path("list");
    }

    /** What its panels and variables ask Prometheus, as Grafana has it before it fills in. */
    List<String> queries() {
        List<String> queries = new ArrayList<>();
        for (JsonNode variable : variables()) {
            if (variable.path("type").asText().equals("query")) {
                queries.add(ofValues(variable.path("query").path("query").asText()));
            }
        }
        for (JsonNode panel : panels()) {
            panel.path("targets").forEach(target -> queries.add(target.path("expr").asText()));
        }
        return queries;
    }

    /** The values of a label, as a query: {@code label_values} is Grafana's own word. */
    private static String ofValues(String query) {
        Matcher values = VALUES.matcher(query);
        if (!values.matches()) {
            throw new IllegalArgumentException(query + " is not label_values(SERIES, LABEL)");
        }
        return "group by (" + values.group(2) + ") (" + values.group(1) + ")";
    }
}
