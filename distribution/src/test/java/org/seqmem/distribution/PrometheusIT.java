// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus, with the files of the installation, watches a sweep of the installation: every
 * query of the dashboards and every rule has data. With {@code -Dseqmem.rounds=full} workers are
 * killed until the alert rings.
 */
@Tag("processes")
class PrometheusIT {

    private static final boolean FULL = "full".equals(System.getProperty("seqmem.rounds"));

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Pattern PLACE = Pattern.compile("http://(127\\.0\\.0\\.1:\\d+)/metrics");

    /** The rate interval that Grafana takes for scrapes of a second: four of them. */
    private static final String RATE_INTERVAL = "4s";

    /** What a query may lack, and why. */
    private static final Map<Pattern, String> EMPTINESS =
            Map.of(Pattern.compile("seqmem_gpu_memory_\\w+"), "a machine without a GPU");

    /** Two models and two memory functions, in more trials than there is time for. */
    private static final String SWEEP =
            """
            experiment {
              name = watched
              seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]
              task {
                use = linear-functional, sequence-length = 16, data = fixed, train-size = 64
                validation-size = 16, test-size = 32
              }
              training { steps = 300, batch-size = 8, validate-every = 50 }
            }
            sweep {
              "task.memory" = [ { use = exponential, rate = 0.1 }, { use = impulse, delay = 4 } ]
              model         = [ { use = rnn, hidden-size = 4 }, { use = tcn, channels = 4, levels = 1 } ]
            }
            launcher { workers = 2, max-attempts = 100 }
            publishers = [ { use = prometheus, port = 0 } ]
            run { trial { checkpoint-every = 200ms } }
            """;

    @TempDir private Path directory;
    private Installation installation;
    private Installation.Running run;
    private String target;

    @BeforeEach
    void start() throws Exception {
        installation = new Installation(directory);
        installation.write("watched.conf", SWEEP);
        run = installation.start("run", "watched.conf");
        Processes.await(
                "the run says where its meters are",
                PATIENCE,
                () -> !run.process().isAlive() || PLACE.matcher(run.out()).find());
        Matcher place = PLACE.matcher(run.out());
        assertThat(place.find()).as(run.out() + Files.readString(run.errFile())).isTrue();
        target = place.group(1);
    }

    @AfterEach
    void end() throws Exception {
        if (run != null && run.process().isAlive()) {
            Processes.signal("TERM", run.handle());
            run.await();
        }
    }

    @Test
    void everyQueryAndEveryRuleHasDataAndAnAlertRings() throws Exception {
        String program = Programs.require("prometheus");
        String promtool = Programs.require("promtool");
        Path files = installation.home().resolve("prometheus");

        try (Prometheus prometheus =
                Prometheus.start(program, directory.resolve("prometheus"), files, target)) {
            Map<String, String> queries = queries(prometheus);
            awaitData(prometheus, queries);
            assertThat(queries.keySet()).as("what has no data, and is not to have any").isEmpty();

            for (JsonNode rule : rules(prometheus)) {
                assertThat(rule.path("health").asText()).as(rule.toString()).isEqualTo("ok");
            }
            assertThat(firing(prometheus)).as("nothing rings while all is well").isEmpty();
            assertThatExamplesLeadToTrials(prometheus);
            checkExposition(promtool);

            if (FULL) {
                killWorkersUntil(() -> firing(prometheus).contains("SeqmemWorkerRestarts"));
            }
        }
    }

    /** Everything that is asked, by a word for where; figures of rules among it. */
    private Map<String, String> queries(Prometheus prometheus) throws IOException {
        Map<String, String> queries = new TreeMap<>();
        for (Dashboard dashboard :
                Dashboard.in(installation.home().resolve("grafana/dashboards"))) {
            for (String query : dashboard.queries()) {
                queries.put(filled(query), dashboard.title());
            }
        }
        for (JsonNode rule : rules(prometheus)) {
            if (rule.path("type").asText().equals("recording")) {
                queries.put(rule.path("query").asText(), "recorded");
                queries.put(rule.path("name").asText(), "recorded");
            }
        }
        assertThat(queries).hasSizeGreaterThan(50);
        queries.keySet()
                .removeIf(
                        query ->
                                EMPTINESS.keySet().stream()
                                        .anyMatch(series -> series.matcher(query).find()));
        return queries;
    }

    /** As Grafana fills it in when one experiment and all models are chosen. */
    private static String filled(String query) {
        return query.replace("$__rate_interval", RATE_INTERVAL)
                .replace("$experiment", "watched")
                .replace("$model", ".*")
                .replace("$memory", ".*");
    }

    /** Asks until all has had data once; what is of a trial under way comes and goes. */
    private void awaitData(Prometheus prometheus, Map<String, String> queries) throws Exception {
        long begin = System.nanoTime();
        while (!queries.isEmpty() && System.nanoTime() - begin < PATIENCE.toNanos()) {
            for (String query : List.copyOf(queries.keySet())) {
                if (prometheus.hasData(query)) {
                    queries.remove(query);
                }
            }
            assertThat(run.process().isAlive()).as("the sweep ends before all was seen").isTrue();
            Processes.pause(100);
        }
    }

    private static List<JsonNode> rules(Prometheus prometheus) throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        for (JsonNode group : prometheus.data("/api/v1/rules").path("groups")) {
            group.path("rules").forEach(rules::add);
        }
        assertThat(rules).hasSizeGreaterThan(10);
        return rules;
    }

    private static Set<String> firing(Prometheus prometheus) {
        try {
            Set<String> names = new LinkedHashSet<>();
            for (JsonNode alert : prometheus.data("/api/v1/alerts").path("alerts")) {
                if (alert.path("state").asText().equals("firing")) {
                    names.add(alert.path("labels").path("alertname").asText());
                }
            }
            return names;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The dots of panels that show them. */
    private void assertThatExamplesLeadToTrials(Prometheus prometheus) throws IOException {
        Set<String> directories = new TreeSet<>();
        for (Dashboard dashboard :
                Dashboard.in(installation.home().resolve("grafana/dashboards"))) {
            for (JsonNode panel : dashboard.panels()) {
                for (JsonNode query : panel.path("targets")) {
                    if (query.path("exemplar").asBoolean()) {
                        List<String> examples =
                                prometheus.exemplars(filled(query.path("expr").asText()));
                        assertThat(examples).as(panel.path("title").asText()).isNotEmpty();
                        examples.forEach(trace -> directories.add(directory(trace)));
                    }
                }
            }
        }
        assertThat(directories)
                .isNotEmpty()
                .allSatisfy(place -> assertThat(directory.resolve(place)).isDirectory());
    }

    private static String directory(String traceId) {
        String trial = traceId.substring(traceId.length() - 12);
        return "runs/trials/" + trial.substring(0, 2) + "/" + trial;
    }

    /** What the run really serves is what Prometheus recommends. */
    private void checkExposition(String promtool) throws Exception {
        Path meters = directory.resolve("meters.txt");
        try (var stream = URI.create("http://" + target + "/metrics").toURL().openStream()) {
            Files.write(meters, stream.readAllBytes());
        }
        assertThat(Files.readString(meters, UTF_8)).contains("seqmem_trials_total{");
        Process check =
                new ProcessBuilder(promtool, "check", "metrics")
                        .redirectInput(meters.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(check.getInputStream().readAllBytes(), UTF_8);
        assertThat(said).isEmpty();
        assertThat(check.waitFor()).isZero();
    }

    private void killWorkersUntil(BooleanSupplier rung) throws Exception {
        long begin = System.nanoTime();
        int kills = 0;
        while (!rung.getAsBoolean()) {
            assertThat(System.nanoTime() - begin)
                    .as(kills + " kills, and nothing rings")
                    .isLessThan(PATIENCE.toNanos());
            for (ProcessHandle worker : Processes.workers(run.handle())) {
                Processes.signal("KILL", worker);
                kills++;
            }
            Processes.pause(1000); // as often as Prometheus looks
        }
        // five ring; over a young run, increase() may make five of four
        assertThat(kills).isGreaterThanOrEqualTo(4);
    }
}
