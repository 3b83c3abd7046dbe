// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every model, as it is shipped, learns what it can of four memories. A family of models is two
 * files: an experiment, {@code defaults/FAMILY.conf}, and what it reached when it was recorded,
 * {@code defaults/FAMILY.csv}. What theory says that the best of a family can reach stands in
 * {@code defaults/predictions.csv}; {@code defaults/README.md} tells how to record.
 *
 * <p>Takes half an hour on two idle cores: {@code ./mvnw verify -pl distribution -am
 * -DexcludedGroups= -Dtest=none -Dit.test=ShippedDefaultsIT}.
 */
@Tag("slow")
class ShippedDefaultsIT {

    /** A family takes some minutes on a quiet machine, and many times as long on a busy one. */
    private static final long LONGEST_MINUTES = 120;

    /**
     * Another processor sums in another order, and a training is chaotic: the error at its end may
     * be several times another, hardly ten times.
     */
    private static final double SCATTER = 10;

    /** A model that learned nothing scores 1 and a little more or less. */
    private static final double NOTHING = 1.1;

    /** Under this an error is what single precision leaves of a target of order one. */
    private static final double ROUNDING = 1e-6;

    private static final String PREDICTIONS = "defaults/predictions.csv";

    private record Trial(String task, String model) {}

    @TempDir private Path directory;

    @ParameterizedTest
    @MethodSource("families")
    void learnsAsMuchAsRecordedAndAsMuchAsTheoryPredicts(String family) throws Exception {
        Installation installation = new Installation(directory);
        installation.write("training.conf", Installation.resource("defaults/training.conf"));
        String file = family + ".conf";
        installation.write(file, Installation.resource("defaults/" + file));
        Installation.Call run = installation.start("run", file).await(LONGEST_MINUTES);
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        Installation.Call export =
                installation.seqmem("export", family, "--format", "csv", "--out", "tables");
        assertThat(export.status()).as(export.err()).isZero();

        Map<Trial, Double> reached =
                errors(Files.readString(directory.resolve("tables/trials.csv")));
        Map<Trial, Double> recorded = errors(Installation.resource("defaults/" + family + ".csv"));
        assertThat(reached.keySet()).isEqualTo(recorded.keySet());
        SoftAssertions checks = new SoftAssertions();
        recorded.forEach(
                (trial, before) ->
                        checks.assertThat(error(reached, trial))
                                .as("%s", trial)
                                .isLessThanOrEqualTo(allowed(before)));
        for (Map<String, String> prediction : Csv.rows(Installation.resource(PREDICTIONS))) {
            if (Csv.cell(prediction, "family").equals(family)) {
                String task = Csv.cell(prediction, "task");
                double best =
                        reached.keySet().stream()
                                .filter(trial -> trial.task().equals(task))
                                .mapToDouble(trial -> error(reached, trial))
                                .min()
                                .orElseThrow();
                checks.assertThat(best)
                        .as("the best of %s on %s", family, task)
                        .isLessThanOrEqualTo(Double.parseDouble(Csv.cell(prediction, "at_most")));
            }
        }
        checks.assertAll();
    }

    private static double allowed(double recorded) {
        return Math.max(ROUNDING, Math.min(NOTHING, SCATTER * recorded));
    }

    static Stream<String> families() throws IOException, URISyntaxException {
        URL folder = Objects.requireNonNull(ShippedDefaultsIT.class.getResource("/defaults"));
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(Path.of(folder.toURI()), "*.csv")) {
            files.forEach(file -> names.add("defaults/" + file.getFileName()));
        }
        return names.stream()
                .filter(name -> !name.equals(PREDICTIONS))
                .map(name -> name.replaceFirst("^defaults/(.*)\\.csv$", "$1"))
                .sorted();
    }

    private static Map<Trial, Double> errors(String table) {
        Map<Trial, Double> errors = new LinkedHashMap<>();
        for (Map<String, String> row : Csv.rows(table)) {
            errors.put(
                    new Trial(Csv.cell(row, "task"), Csv.cell(row, "model")),
                    Double.valueOf(Csv.cell(row, "nmse")));
        }
        return errors;
    }

    private static double error(Map<Trial, Double> errors, Trial trial) {
        return Objects.requireNonNull(errors.get(trial), trial.toString());
    }
}
