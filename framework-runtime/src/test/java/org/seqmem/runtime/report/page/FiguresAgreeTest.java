// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.runtime.report.Environments;
import org.seqmem.runtime.report.ExperimentRecord;
import org.seqmem.runtime.report.ToyExperiment;
import org.seqmem.runtime.report.TrialRecord;
import org.seqmem.runtime.report.export.ExperimentTables;
import org.seqmem.runtime.report.export.Table;
import org.seqmem.runtime.report.export.TableFormat;
import org.seqmem.runtime.report.gallery.Curves;
import org.seqmem.runtime.store.StoredLine;
import org.seqmem.runtime.trial.LearningCurve;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.TrialDirectory;
import org.seqmem.runtime.trial.TrialResult;

/**
 * Every figure of a page against the CSV file beside it, mark by mark, and these files against the
 * tables that {@code seqmem export} writes.
 */
class FiguresAgreeTest {

    private static final Pattern DATA =
            Pattern.compile(
                    "<script id=\"data\" type=\"application/json\">(.*?)</script>", Pattern.DOTALL);

    private static final List<String> FIGURES =
            List.of(
                    "error-over-strength",
                    "tasks-and-models",
                    "failure-boundary",
                    "critical-difference",
                    "measured-memory",
                    "expressivity-and-optimisation",
                    "error-over-parameters",
                    "error-over-state-size",
                    "learning-over-steps",
                    "learning-over-time",
                    "cost");

    private static final List<String> MODELS = List.of("lstm", "tcn", "rnn");

    /** Logarithms and means of a few numbers. */
    private static final double ROUNDING = 1e-12;

    private static final double BYTES_PER_MB = 1e6;

    @TempDir private Path runs;
    private ExperimentRecord experiment;
    private Map<String, double[]> memories;
    private JsonNode page;
    private List<Map<String, String>> trials;

    @BeforeEach
    void writeAReportAndAnExport() throws IOException {
        experiment = experiment();
        memories = new HashMap<>();
        Map<String, LearningCurve> learning = new HashMap<>();
        for (TrialRecord trial : experiment.trials()) {
            Path directory = Files.createDirectories(TrialDirectory.of(runs, trial.id()));
            double size = 1 + 0.1 * learning.size();
            List<String> lines = new ArrayList<>();
            for (int i = 1; i <= 5; i++) {
                lines.add(
                        "{\"step\":%d,\"loss\":%s,\"validation_nmse\":null,\"rate\":0.01,\"seconds\":%s}"
                                .formatted(25 * i, size / i, 0.3 * i));
            }
            Files.write(directory.resolve(TrialDirectory.CURVE), lines);
            learning.put(trial.id(), LearningCurve.read(directory));
            memories.put(trial.id(), new double[] {0.1 * size, 0.2 / 3, 0.3});
        }
        Path file =
                new ReportFiles(
                                experiment,
                                new Curves(learning, memories, 0),
                                Environments.none(),
                                "test",
                                "state",
                                runs)
                        .writePage(OptionalInt.empty());
        Matcher data = DATA.matcher(Files.readString(file));
        assertThat(data.find()).isTrue();
        page = new ObjectMapper().readTree(data.group(1));
        trials = exported("trials");
    }

    /** One with something for every figure; no error is 0, and nothing is thinned. */
    private static ExperimentRecord experiment() {
        ToyExperiment toy = new ToyExperiment("toy");
        for (int delay : new int[] {4, 8, 16}) {
            for (String model : MODELS) {
                for (long seed = 1; seed <= 3; seed++) {
                    int place = MODELS.indexOf(model);
                    double error = (0.01 + 0.02 * place) * delay * (1 + seed / 7.0);
                    boolean diverges = model.equals("rnn") && delay == 16 && seed == 2;
                    toy.add(
                            "impulse delay=" + delay,
                            "{\"memory\":{\"delay\":" + delay + ",\"use\":\"impulse\"}}",
                            model,
                            seed,
                            Optional.of(
                                    diverges
                                            ? ToyExperiment.ended(
                                                    toy.nextId(), Outcome.DIVERGED, "NaN")
                                            : costing(
                                                    ToyExperiment.completed(toy.nextId(), error),
                                                    1 + place)),
                            model.equals("lstm")
                                    ? List.of(
                                            ToyExperiment.floor("state-floor", 1e-3 * delay),
                                            ToyExperiment.oracle(2e-3 * delay),
                                            ToyExperiment.steadyState(3e-3 * delay))
                                    : List.<StoredLine>of(),
                            new TrialRecord.Facts(
                                    1000L * (1 + place),
                                    OptionalLong.of(16L << place),
                                    OptionalInt.empty(),
                                    2176L * (1 + place)));
                }
            }
        }
        return toy.record();
    }

    /** The same result at some times the cost. */
    private static TrialResult costing(TrialResult of, int times) {
        return new TrialResult(
                of.id(),
                of.fingerprint(),
                of.outcome(),
                of.code(),
                of.message(),
                times * of.steps(),
                times * of.seconds(),
                of.peakMemory().map(bytes -> times * bytes),
                of.trainingLoss(),
                of.validationNmse(),
                of.parameters(),
                of.device(),
                of.metrics(),
                of.curves(),
                of.measured(),
                of.log());
    }

    private List<Map<String, String>> exported(String name) throws IOException {
        for (Table table :
                new ExperimentTables(
                                experiment,
                                runs,
                                reader ->
                                        memories.forEach(
                                                (id, memory) ->
                                                        reader.curve(
                                                                id,
                                                                "measured-memory.kernel",
                                                                memory)))
                        .all()) {
            if (table.name().equals(name)) {
                return csv(TableFormat.CSV.write(table, runs));
            }
        }
        throw new AssertionError("no table " + name);
    }

    private static List<Map<String, String>> csv(Path file) throws IOException {
        try (MappingIterator<Map<String, String>> rows =
                new CsvMapper()
                        .readerForMapOf(String.class)
                        .with(CsvSchema.emptySchema().withHeader())
                        .readValues(file.toFile())) {
            return rows.readAll();
        }
    }

    private List<Map<String, String>> figure(String id) throws IOException {
        return csv(runs.resolve("toy/figures/" + id + ".csv"));
    }

    private static String at(Map<String, String> row, String column) {
        return row.getOrDefault(column, "");
    }

    private static double number(Map<String, String> row, String column) {
        String text = at(row, column);
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }

    // ---- the page against its files ----

    private record Place(
            String panel,
            String kind,
            String layer,
            double x,
            double y,
            double low,
            double high,
            String text,
            String trial) {

        static Place of(Map<String, String> row) {
            String kind = at(row, "kind");
            boolean cell = kind.equals("cell");
            return new Place(
                    at(row, "panel"),
                    kind.startsWith("segment") ? "segments" : kind,
                    cell ? "" : at(row, "layer"),
                    number(row, "x"),
                    number(row, "y"),
                    number(row, "low"),
                    number(row, "high"),
                    at(row, "text"),
                    at(row, "trial_id"));
        }
    }

    @Test
    void thePageDrawsWhatTheFilesOfItsFiguresHave() throws IOException {
        assertThat(page.get("figures"))
                .extracting(figure -> figure.get("id").asText())
                .containsExactlyElementsOf(FIGURES);
        for (JsonNode figure : page.get("figures")) {
            List<Place> drawn = new ArrayList<>();
            for (JsonNode panel : figure.get("panels")) {
                JsonNode option = panel.get("option");
                for (JsonNode series : option.get("series")) {
                    if (series.has("name")) { // the labels of an axis have none
                        places(panel.path("title").asText(), option, series, drawn);
                    }
                }
            }
            String id = figure.get("id").asText();
            assertThat(drawn)
                    .as(id)
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(
                            figure(id).stream().map(Place::of).toList());
        }
    }

    private static void places(String panel, JsonNode option, JsonNode series, List<Place> places) {
        boolean map = option.has("visualMap");
        String type = series.get("type").asText();
        String kind =
                map
                        ? "cell"
                        : type.equals("custom")
                                ? "band"
                                : series.path("silent").asBoolean()
                                        ? type.equals("line") ? "segments" : "labels"
                                        : type.equals("line") ? "line" : "dots";
        for (JsonNode item : series.get("data")) {
            JsonNode value = item.isArray() ? item : item.get("value");
            if (value.get(0).isNull()) {
                continue; // between two segments
            }
            double x = value.get(0).asDouble();
            double y = value.get(1).asDouble();
            double third = value.path(2).isNumber() ? value.get(2).asDouble() : Double.NaN;
            JsonNode last = value.get(value.size() - 1);
            String trial = last.isTextual() ? last.asText() : series.path("trial").asText();
            String text = item.path("label").path("formatter").asText();
            String name = map ? "" : series.get("name").asText();
            places.add(
                    kind.equals("band")
                            ? new Place(panel, kind, name, x, Double.NaN, y, third, text, trial)
                            : new Place(panel, kind, name, x, y, third, third, text, trial));
        }
    }

    // ---- the files against the export ----

    private double[] errors(String task, String model) {
        return trials.stream()
                .filter(row -> at(row, "task").equals(task) && at(row, "model").equals(model))
                .mapToDouble(row -> number(row, "nmse"))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
    }

    private double median(String task, String model) {
        double[] sorted = errors(task, model);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private Map<String, String> trial(String id) {
        return trials.stream().filter(r -> at(r, "trial_id").equals(id)).findFirst().orElseThrow();
    }

    private static List<Map<String, String>> rows(
            List<Map<String, String>> all, Predicate<Map<String, String>> which) {
        List<Map<String, String>> rows = all.stream().filter(which).toList();
        assertThat(rows).isNotEmpty();
        return rows;
    }

    @Test
    void errorsOverStrengthAreMediansAndExtremesOfTheExportedTrials() throws IOException {
        List<Map<String, String>> all = figure("error-over-strength");
        for (String model : MODELS) {
            for (Map<String, String> row :
                    rows(all, r -> at(r, "kind").equals("line") && at(r, "layer").equals(model))) {
                String task = "impulse delay=" + (int) number(row, "x");
                assertThat(number(row, "y")).isEqualTo(median(task, model));
                assertThat(trial(at(row, "trial_id"))).containsEntry("task", task);
            }
            for (Map<String, String> row :
                    rows(all, r -> at(r, "kind").equals("band") && at(r, "layer").equals(model))) {
                double[] errors = errors("impulse delay=" + (int) number(row, "x"), model);
                assertThat(number(row, "low")).isEqualTo(errors[0]);
                assertThat(number(row, "high")).isEqualTo(errors[errors.length - 1]);
            }
        }
        for (Map<String, String> row : rows(all, r -> at(r, "layer").equals("floor of lstm"))) {
            assertThat(trials)
                    .filteredOn(
                            t ->
                                    at(t, "model").equals("lstm")
                                            && number(t, "task_memory_delay") == number(row, "x"))
                    .extracting(t -> number(t, "floor_nmse"))
                    .containsOnly(number(row, "y"));
        }
        List<Map<String, String>> references = exported("references");
        for (Map<String, String> row :
                rows(all, r -> at(r, "layer").equals("steady-state of lstm"))) {
            assertThat(references)
                    .filteredOn(
                            r ->
                                    at(r, "role").equals("orientation")
                                            && number(trial(at(r, "trial_id")), "task_memory_delay")
                                                    == number(row, "x"))
                    .extracting(r -> number(r, "value"))
                    .containsOnly(number(row, "y"));
        }
    }

    @Test
    void errorsOverSizeAreThoseOfTheExportedTrials() throws IOException {
        for (String size : List.of("parameters", "state_size")) {
            for (Map<String, String> row :
                    rows(
                            figure("error-over-" + size.replace('_', '-')),
                            r -> at(r, "kind").equals("line"))) {
                assertThat(number(row, "y")).isEqualTo(median(at(row, "panel"), at(row, "layer")));
                assertThat(number(row, "x")).isEqualTo(number(trial(at(row, "trial_id")), size));
            }
        }
    }

    @Test
    void theHeatMapHasLogarithmsOfTheMedians() throws IOException {
        for (Map<String, String> row : rows(figure("tasks-and-models"), r -> true)) {
            assertThat(number(row, "low"))
                    .isCloseTo(
                            Math.log10(median(at(row, "y_name"), at(row, "x_name"))),
                            within(ROUNDING));
        }
    }

    @Test
    void ranksAreThoseOfTheMedians() throws IOException {
        for (Map<String, String> row :
                rows(figure("critical-difference"), r -> at(r, "kind").equals("dots"))) {
            double ranks = 0;
            for (String task : experiment.tasks()) {
                double own = median(task, at(row, "layer"));
                ranks += 1 + MODELS.stream().filter(m -> median(task, m) < own).count();
            }
            assertThat(number(row, "x"))
                    .isCloseTo(ranks / experiment.tasks().size(), within(ROUNDING));
        }
    }

    @Test
    void bracketsHaveTheExportedErrorsAndFits() throws IOException {
        List<Map<String, String>> all = figure("expressivity-and-optimisation");
        List<Map<String, String>> references = exported("references");
        for (Map<String, String> row : rows(all, r -> at(r, "layer").equals("best fit found"))) {
            assertThat(references)
                    .filteredOn(
                            r ->
                                    at(r, "role").equals("oracle")
                                            && at(trial(at(r, "trial_id")), "task")
                                                    .equals(at(row, "panel")))
                    .extracting(r -> number(r, "value"))
                    .containsOnly(number(row, "x"));
        }
        for (Map<String, String> row : rows(all, r -> !at(r, "trial_id").isEmpty())) {
            assertThat(number(row, "x")).isEqualTo(number(trial(at(row, "trial_id")), "nmse"));
        }
    }

    @Test
    void learningCurvesAndMemoriesAreThoseExported() throws IOException {
        agree("learning-over-steps", exported("learning_curves"), "step", "loss");
        agree("learning-over-time", exported("learning_curves"), "seconds", "loss");
        agree("measured-memory", exported("measured_memory"), "lag", "measured");
    }

    private void agree(String figure, List<Map<String, String>> table, String x, String y)
            throws IOException {
        for (Map<String, String> row : rows(figure(figure), r -> !at(r, "trial_id").isEmpty())) {
            assertThat(table)
                    .filteredOn(
                            r ->
                                    at(r, "trial_id").equals(at(row, "trial_id"))
                                            && number(r, x) == number(row, "x"))
                    .extracting(r -> number(r, y))
                    .containsExactly(number(row, "y"));
        }
    }

    @Test
    void costsAreThoseOfTheExportedTrials() throws IOException {
        Map<String, String> columns =
                Map.of(
                        "Time", "seconds",
                        "Steps", "steps",
                        "Memory", "peak_memory",
                        "Arithmetic", "flops_per_step");
        List<Map<String, String>> all = figure("cost");
        assertThat(all).extracting(r -> at(r, "panel")).containsAll(columns.keySet());
        for (Map<String, String> row : all) {
            Map<String, String> trial = trial(at(row, "trial_id"));
            double cost = number(trial, columns.getOrDefault(at(row, "panel"), ""));
            assertThat(number(row, "y")).isEqualTo(number(trial, "nmse"));
            assertThat(number(row, "x"))
                    .isEqualTo(at(row, "panel").equals("Memory") ? cost / BYTES_PER_MB : cost);
        }
        int completed = 3 * MODELS.size() * 3 - 1; // one diverges
        assertThat(all).hasSize(columns.size() * completed);
    }
}
