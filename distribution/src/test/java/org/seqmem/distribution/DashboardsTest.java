// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The files for Grafana: dashboards name only meters that there are, and have the shape that
 * Grafana's dashboard schema asks for ({@code kinds/dashboard/dashboard_kind.cue} of Grafana, with
 * the types of {@code @grafana/schema} 11.6).
 */
class DashboardsTest {

    private static final Path DASHBOARDS = Path.of("grafana", "dashboards");
    private static final Path PROVISIONING = Path.of("grafana", "provisioning");
    private static final Path COMPOSE = Path.of("compose.yml");
    private static final Path RULES = Path.of("prometheus", "seqmem-alerts.yml");

    /** Grafana 10.1 wrote this one first; newer Grafanas read it, too. */
    private static final int SCHEMA = 39;

    private static final int COLUMNS = 24;

    private static final Set<String> DASHBOARD_KEYS =
            Set.of(
                    "id",
                    "uid",
                    "title",
                    "description",
                    "tags",
                    "timezone",
                    "editable",
                    "graphTooltip",
                    "time",
                    "timepicker",
                    "fiscalYearStartMonth",
                    "liveNow",
                    "weekStart",
                    "refresh",
                    "schemaVersion",
                    "version",
                    "panels",
                    "templating",
                    "annotations",
                    "links");

    private static final Set<String> PANEL_KEYS =
            Set.of(
                    "type",
                    "id",
                    "title",
                    "description",
                    "datasource",
                    "gridPos",
                    "fieldConfig",
                    "options",
                    "targets",
                    "transformations",
                    "interval",
                    "maxDataPoints",
                    "pluginVersion",
                    "transparent",
                    "links");

    private static final Set<String> PANELS =
            Set.of("timeseries", "stat", "gauge", "bargauge", "table", "heatmap");

    @Test
    void dashboardsHaveTheShapeOfGrafanasSchema() throws IOException {
        Set<String> uids = new HashSet<>();
        for (Dashboard dashboard : Dashboard.in(DASHBOARDS)) {
            JsonNode json = dashboard.json();
            assertThat(DASHBOARD_KEYS).as(dashboard.title()).containsAll(keys(json));
            assertThat(json.path("uid").asText()).matches("seqmem-[a-z]{1,32}");
            assertThat(uids.add(json.path("uid").asText())).isTrue();
            assertThat(dashboard.file().getFileName())
                    .hasToString(json.path("uid").asText() + ".json");
            assertThat(json.path("title").asText()).isNotBlank();
            assertThat(json.path("schemaVersion").intValue()).isEqualTo(SCHEMA);
            assertThat(json.has("id")).as("belongs to a Grafana, not to a file").isFalse();
        }
        assertThat(uids).containsExactlyInAnyOrder("seqmem-experiment", "seqmem-process");
    }

    @Test
    void panelsAreWholeAndHaveIdsOfTheirOwnAndDoNotOverlap() throws IOException {
        for (Dashboard dashboard : Dashboard.in(DASHBOARDS)) {
            Set<Integer> ids = new HashSet<>();
            Set<List<Integer>> taken = new HashSet<>();
            for (JsonNode panel : dashboard.json().path("panels")) {
                String title = dashboard.title() + ", " + panel.path("title").asText();
                assertThat(ids.add(panel.path("id").intValue())).as(title).isTrue();
                JsonNode place = panel.path("gridPos");
                int right = place.path("x").intValue() + place.path("w").intValue();
                assertThat(right).as(title).isBetween(1, COLUMNS);
                for (int x = place.path("x").intValue(); x < right; x++) {
                    for (int y = 0; y < place.path("h").intValue(); y++) {
                        assertThat(taken.add(List.of(x, y + place.path("y").intValue())))
                                .as(title + " covers another panel")
                                .isTrue();
                    }
                }
            }
            for (JsonNode panel : dashboard.panels()) {
                String title = dashboard.title() + ", " + panel.path("title").asText();
                assertThat(PANEL_KEYS).as(title).containsAll(keys(panel));
                assertThat(panel.path("title").asText()).as(title).isNotBlank();
                assertThat(panel.path("description").asText()).as(title).endsWith(".");
                assertThat(panel.path("type").asText()).as(title).isIn(PANELS);
                assertThat(panel.at("/fieldConfig/defaults").isObject()).as(title).isTrue();
                assertThat(panel.at("/fieldConfig/overrides").isArray()).as(title).isTrue();
                assertThat(panel.path("targets")).as(title).isNotEmpty();
                Set<String> letters = new HashSet<>();
                for (JsonNode target : panel.path("targets")) {
                    assertThat(letters.add(target.path("refId").asText())).as(title).isTrue();
                    assertThat(target.at("/datasource/type").asText()).isEqualTo("prometheus");
                    assertThat(target.at("/datasource/uid").asText()).isEqualTo("${datasource}");
                    assertThat(target.path("expr").asText()).as(title).isNotBlank();
                }
            }
        }
    }

    @Test
    void everyDashboardCanBeNarrowedToExperimentModelAndMemoryFunction() throws IOException {
        for (Dashboard dashboard : Dashboard.in(DASHBOARDS)) {
            List<String> names = new ArrayList<>();
            dashboard.variables().forEach(variable -> names.add(variable.path("name").asText()));
            assertThat(names)
                    .as(dashboard.title())
                    .containsExactly("datasource", "experiment", "model", "memory");
            for (String query : dashboard.queries()) {
                assertThat(query.replaceAll("\\$__rate_interval", ""))
                        .as("every query minds the experiment, and knows no other variable")
                        .containsPattern("\\$experiment|^group by \\(experiment\\)")
                        .doesNotContainPattern("\\$(?!(experiment|model|memory)\\b)");
            }
        }
    }

    @Test
    void queriesNameOnlyMetersThatAreDocumentedOrFiguresThatAreRecorded() throws IOException {
        Set<String> known = new TreeSet<>(PromQl.documented());
        for (JsonNode record : new YAMLMapper().readTree(RULES.toFile()).findValues("record")) {
            known.add(record.asText());
        }
        Set<String> named = new TreeSet<>();
        for (Dashboard dashboard : Dashboard.in(DASHBOARDS)) {
            for (String query : dashboard.queries()) {
                assertThat(known).as(query).containsAll(PromQl.series(query));
                named.addAll(PromQl.series(query));
            }
        }
        assertThat(named).as("what the pattern of names finds").hasSizeGreaterThan(40);
    }

    @Test
    void everyMeterOfARunIsShown() throws IOException {
        Set<String> shown = new TreeSet<>();
        for (Dashboard dashboard : Dashboard.in(DASHBOARDS)) {
            dashboard.queries().forEach(query -> shown.addAll(PromQl.series(query)));
        }
        for (String name : new YAMLMapper().readTree(RULES.toFile()).findValuesAsText("expr")) {
            shown.addAll(PromQl.series(name));
        }
        Set<String> own = new TreeSet<>(PromQl.documented());
        own.removeIf(name -> !name.startsWith("seqmem_"));
        assertThat(meters(shown)).containsAll(meters(own));
    }

    /** One of the series of a timer shows it. */
    private static Set<String> meters(Set<String> series) {
        return series.stream()
                .map(name -> name.replaceFirst("_(sum|count|max|bucket)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void grafanaIsToldOfPrometheusAndOfTheDashboards() throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        JsonNode source =
                yaml.readTree(PROVISIONING.resolve("datasources/seqmem.yml").toFile())
                        .at("/datasources/0");
        assertThat(source.path("type").asText()).isEqualTo("prometheus");
        JsonNode compose = yaml.readTree(COMPOSE.toFile());
        assertThat(text(compose.at("/services/prometheus/command")))
                .contains(
                        "--web.listen-address="
                                + source.path("url").asText().replace("http://", ""));

        JsonNode provider =
                yaml.readTree(PROVISIONING.resolve("dashboards/seqmem.yml").toFile())
                        .at("/providers/0");
        assertThat(provider.path("type").asText()).isEqualTo("file");
        String place = compose.at("/services/grafana/environment/SEQMEM_DASHBOARDS").asText();
        assertThat(provider.at("/options/path").asText()).isEqualTo("$SEQMEM_DASHBOARDS");
        assertThat(text(compose.at("/services/grafana/volumes")))
                .contains("./grafana/dashboards:" + place + ":ro");
    }

    @Test
    void composeMountsWhatThereIsAndListensOnThisMachineOnly() throws IOException {
        JsonNode compose = new YAMLMapper().readTree(COMPOSE.toFile());
        assertThat(keys(compose)).containsExactlyInAnyOrder("services", "volumes");
        assertThat(keys(compose.path("services"))).containsExactly("grafana", "prometheus");
        for (JsonNode service : compose.path("services")) {
            assertThat(service.path("image").asText()).matches("[a-z/]+:v?\\d+\\.\\d+\\.\\d+");
            assertThat(service.path("network_mode").asText()).isEqualTo("host");
            assertThat(text(service)).contains("127.0.0.1");
            for (JsonNode volume : service.path("volumes")) {
                String from = volume.asText().replaceFirst(":.*", "");
                if (from.startsWith("./")) {
                    assertThat(Path.of(from)).isNotEmptyDirectory();
                } else {
                    assertThat(keys(compose.path("volumes"))).contains(from);
                }
            }
        }
    }

    private static Set<String> keys(JsonNode object) {
        Set<String> keys = new TreeSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static String text(JsonNode node) {
        return node.toString();
    }
}
