// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files for Prometheus are what Prometheus reads, and say what the meters and the docs say. */
class PrometheusFilesTest {

    private static final Path FILES = Path.of("prometheus");
    private static final Path RUNBOOK = Path.of("..", "docs", "alerts.md");
    private static final String RULES = "seqmem-alerts.yml";
    private static final String RULES_TEST = "seqmem-alerts-test.yml";

    @Test
    void promtoolAcceptsTheFilesAndTheAlertsRingWhenTheyShould() throws Exception {
        String promtool = Programs.require("promtool");

        assertThat(Programs.run(FILES, promtool, "check", "config", "prometheus.yml"))
                .contains("SUCCESS: 1 rule files found");
        assertThat(Programs.run(FILES, promtool, "check", "rules", RULES)).contains("SUCCESS");
        assertThat(Programs.run(FILES, promtool, "test", "rules", RULES_TEST)).contains("SUCCESS");
    }

    @Test
    void rulesNameOnlyMetersThatAreDocumentedAndFiguresThatAreRecorded() throws IOException {
        Set<String> known = PromQl.documented();
        for (JsonNode rule : rules()) {
            assertThat(known)
                    .as(rule.path("expr").asText())
                    .containsAll(PromQl.series(rule.path("expr").asText()));
            if (rule.has("record")) {
                known.add(rule.path("record").asText());
            }
        }
    }

    @Test
    void everyAlertSaysWhatItIsAndHasARunbookAndATestThatItRings() throws IOException {
        List<String> alerts = new ArrayList<>();
        Set<String> ringInTheTest =
                read(RULES_TEST).findParents("alertname").stream()
                        .filter(expected -> !expected.path("exp_alerts").isEmpty())
                        .map(expected -> expected.path("alertname").asText())
                        .collect(Collectors.toSet());
        for (JsonNode rule : rules()) {
            if (rule.has("alert")) {
                String name = rule.path("alert").asText();
                alerts.add(name);
                JsonNode annotations = rule.path("annotations");
                assertThat(annotations.path("summary").asText()).as(name).isNotBlank();
                assertThat(annotations.path("description").asText()).as(name).isNotBlank();
                assertThat(annotations.path("runbook").asText())
                        .endsWith(": docs/alerts.md#" + name.toLowerCase(Locale.ROOT));
                assertThat(rule.path("labels").path("severity").asText())
                        .as(name)
                        .isIn("warning", "critical");
            }
        }
        assertThat(alerts)
                .hasSizeGreaterThanOrEqualTo(6)
                .doesNotHaveDuplicates()
                .isEqualTo(sectionsOfTheRunbook());
        assertThat(ringInTheTest).isEqualTo(Set.copyOf(alerts));
    }

    @Test
    void theRunbookNamesFiguresThatAreRecorded() throws IOException {
        Set<String> known = new TreeSet<>(PromQl.documented());
        for (JsonNode rule : rules()) {
            known.add(rule.path("record").asText());
        }
        assertThat(known).containsAll(PromQl.series(Files.readString(RUNBOOK)));
    }

    private static List<String> sectionsOfTheRunbook() throws IOException {
        try (Stream<String> lines = Files.lines(RUNBOOK)) {
            return lines.filter(line -> line.startsWith("## "))
                    .map(line -> line.substring(3))
                    .toList();
        }
    }

    private static List<JsonNode> rules() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        for (JsonNode group : read(RULES).path("groups")) {
            group.path("rules").forEach(rules::add);
        }
        assertThat(rules).isNotEmpty();
        return rules;
    }

    private static JsonNode read(String file) throws IOException {
        return new YAMLMapper().readTree(FILES.resolve(file).toFile());
    }
}
