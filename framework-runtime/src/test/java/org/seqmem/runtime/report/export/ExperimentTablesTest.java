// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.runtime.report.ExperimentRecord;
import org.seqmem.runtime.report.ToyExperiment;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.TrialDirectory;

class ExperimentTablesTest {

    /** The modules' directory is the working directory of their tests. */
    private static final Path SCHEMA = Path.of("..", "docs", "export.md");

    private static final Pattern COLUMN =
            Pattern.compile("\\| ([a-z_]+) \\| (?:[a-z]+) \\| .+ \\|");

    private static final double EXACT = 0.1 + 0.2; // needs all seventeen digits

    @TempDir Path directory;

    private final ToyExperiment toy = new ToyExperiment("toy");

    private ExperimentTables tables(ExperimentRecord experiment) {
        return new ExperimentTables(
                experiment,
                directory,
                reader -> {
                    reader.curve(
                            ToyExperiment.id(0), "measured-memory.kernel", new double[] {0.5, 0.9});
                    reader.curve(
                            ToyExperiment.id(0), "measured-memory.kernel-1-2", new double[] {3});
                    reader.curve(ToyExperiment.id(0), "nmse-by-step.nmse", new double[] {1, EXACT});
                });
    }

    private List<Map<String, String>> csv(ExperimentRecord experiment, String name)
            throws IOException {
        Path file = TableFormat.CSV.write(table(experiment, name), directory);
        try (MappingIterator<Map<String, String>> rows =
                new CsvMapper()
                        .readerForMapOf(String.class)
                        .with(CsvSchema.emptySchema().withHeader())
                        .readValues(file.toFile())) {
            return rows.readAll();
        }
    }

    private Table table(ExperimentRecord experiment, String name) {
        return tables(experiment).all().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void hasARowPerTrialAlsoForThoseThatHaveNotEnded() throws IOException {
        String message = "loss \"nan\", at\nstep 3";
        toy.impulse(4, "lstm", 1, EXACT)
                .impulse(
                        4,
                        "tcn",
                        1,
                        Optional.of(ToyExperiment.ended(toyId(1), Outcome.DIVERGED, message)))
                .impulse(8, "tcn", 1, Optional.empty());
        List<Map<String, String>> rows = csv(toy.record(), "trials");
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0))
                .containsEntry("trial_id", "000000000000")
                .containsEntry("experiment", "toy")
                .containsEntry("task", "impulse delay=4")
                .containsEntry("outcome", "completed")
                .containsEntry("task_memory_delay", "4")
                .containsEntry("model_hidden_size", "32")
                .containsEntry("training_stop", "[1,2]")
                .containsEntry("state_size", "32")
                .containsEntry("receptive_field", "");
        assertThat(Double.parseDouble(rows.get(0).get("nmse"))).isEqualTo(EXACT);
        assertThat(rows.get(1))
                .containsEntry("outcome", "diverged")
                .containsEntry("message", message)
                .containsEntry("nmse", "")
                .containsEntry("receptive_field", "15");
        assertThat(rows.get(2)).containsEntry("outcome", "pending").containsEntry("steps", "");
    }

    private static String toyId(int number) {
        return ToyExperiment.id(number);
    }

    @Test
    void saysWhichTrialsValidatedBest() throws IOException {
        assertThat(csv(ToyExperiment.choosing("choosing").record(), "trials"))
                .extracting(row -> row.get("chosen"))
                .containsExactly(
                        "false", "false", "true", "true", "true", "true", "false", "false");
        assertThat(csv(toy.impulse(4, "lstm", 1, EXACT).record(), "trials").get(0))
                .containsEntry("chosen", "");
    }

    @Test
    void namesSettingsThatWouldHaveTheNameOfAnotherColumnApart() throws IOException {
        toy.add(
                "t",
                "{\"warm-up\":1,\"warm\":{\"up\":2}}",
                "m",
                1,
                Optional.empty(),
                List.of(ToyExperiment.floor("state-floor", 0.5)));
        assertThat(csv(toy.record(), "trials").get(0))
                .containsEntry("task_warm_up", "1")
                .containsEntry("task_warm_up_2", "2")
                .containsEntry("floor_nmse", "0.5");
        assertThat(csv(toy.record(), "references"))
                .containsExactly(
                        Map.of(
                                "trial_id", "000000000000",
                                "metric", "nmse",
                                "reference", "state-floor",
                                "role", "floor",
                                "value", "0.5"));
    }

    @Test
    void putsTheMemoryThatWasAskedForBesideTheMeasuredOne() throws IOException {
        toy.impulse(1, "lstm", 1, EXACT);
        assertThat(csv(toy.record(), "measured_memory"))
                .extracting(row -> row.get("output") + row.get("input") + row.get("lag"))
                .containsExactly("000", "001", "120");
        assertThat(csv(toy.record(), "measured_memory"))
                .extracting(row -> row.get("measured") + " " + row.get("asked"))
                .containsExactly("0.5 0.0", "0.9 1.0", "3.0 0.0");
        assertThat(csv(toy.record(), "curves")).hasSize(5);
    }

    @Test
    void readsLearningCurvesUpToALineThatIsNotWholeYet() throws IOException {
        toy.impulse(1, "lstm", 1, Optional.empty());
        Path trial = Files.createDirectories(TrialDirectory.of(directory, toyId(0)));
        Files.writeString(
                trial.resolve(TrialDirectory.CURVE),
                """
                {"step":25,"loss":1.5,"validation_nmse":null,"rate":0.01,"seconds":0.5}
                {"step":50,"loss":null,"validation_nmse":0.75,"rate":0.02,"seconds":1.0}
                {"step":75,"lo""");
        assertThat(csv(toy.record(), "learning_curves"))
                .extracting(row -> row.get("step") + "|" + row.get("loss") + "|" + row.get("rate"))
                .containsExactly("25|1.5|0.01", "50||0.02");
    }

    @Test
    void writesTheSameNumbersAsJson() throws IOException {
        toy.impulse(4, "lstm", 1, EXACT).impulse(8, "lstm", 1, Optional.empty());
        Path file = TableFormat.JSON.write(table(toy.record(), "trials"), directory);
        JsonNode rows = new ObjectMapper().readTree(file.toFile());
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).get("nmse").asDouble()).isEqualTo(EXACT);
        assertThat(rows.get(0).get("stale").isBoolean()).isTrue();
        assertThat(rows.get(0).get("task_memory_delay").isIntegralNumber()).isTrue();
        assertThat(rows.get(1).get("nmse").isNull()).isTrue();
    }

    @Test
    void writesTheNamesOfColumnsAlsoOfAnEmptyTable() throws IOException {
        Path csv = TableFormat.CSV.write(table(toy.record(), "metrics"), directory);
        assertThat(csv).hasContent("trial_id,metric,value\n");
        Path json = TableFormat.JSON.write(table(toy.record(), "metrics"), directory);
        assertThat(json).hasContent("[]");
    }

    @Test
    void hasTheTablesAndColumnsThatTheDocumentationNames() throws IOException {
        toy.impulse(4, "lstm", 1, EXACT);
        Map<String, List<String>> real = new LinkedHashMap<>();
        for (Table table : tables(toy.record()).all()) {
            List<String> columns = table.columns();
            real.put(
                    table.name(),
                    table.name().equals("trials")
                            ? columns.subList(0, ExperimentTables.TRIAL_COLUMNS.size())
                            : columns);
        }
        assertThat(documented()).isEqualTo(real);
    }

    private static Map<String, List<String>> documented() throws IOException {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        List<String> columns = new ArrayList<>();
        for (String line : Files.readAllLines(SCHEMA)) {
            Matcher column = COLUMN.matcher(line);
            if (line.startsWith("## ")) {
                columns = new ArrayList<>();
                tables.put(line.substring(3), columns);
            } else if (column.matches() && !column.group(1).equals("column")) {
                columns.add(column.group(1));
            }
        }
        return tables;
    }
}
