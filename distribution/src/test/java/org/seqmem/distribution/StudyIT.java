// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The trials that decide the clearest predictions of docs/study.md, run again and compared with the
 * tables there, trial by trial: what is narrowed with {@code --set} has the ids of the whole.
 *
 * <p>Takes some minutes: {@code ./mvnw verify -pl distribution -am -DexcludedGroups= -Dtest=none
 * -Dit.test=StudyIT}.
 */
@Tag("slow")
class StudyIT {

    private static final Path STUDY = Path.of("..", "experiments", "study");
    private static final Path RECORDED = Path.of("..", "docs", "study");

    private static final long LONGEST_MINUTES = 60;

    /** Below this a model has learned its task; how far below is the chance of its training. */
    private static final double LEARNED = 1e-2;

    /** Another processor ends a training elsewhere; an error that is no chance moves less. */
    private static final double SCATTER = 2;

    /**
     * A part of an experiment.
     *
     * @param experiment the name of its file
     * @param tasks the tasks of the sweep
     * @param models the models of the sweep
     */
    private record Slice(String experiment, String tasks, String models) {}

    static Stream<Slice> slices() {
        return Stream.of(
                // the staircase of the TCN: lag 2^L - 1 is seen, lag 2^L is not
                new Slice(
                        "receptive-field",
                        "[{ use = impulse, delay = [7, 8, 15, 16] }]",
                        "[{ use = tcn, levels = [3, 4], convolutions = 1, channels = 16 }]"),
                // the kink of a linear recurrence, where the delay passes the number of states
                new Slice(
                        "state-size",
                        "[{ use = impulse, delay = [8, 15, 16, 17, 24] }]",
                        "[{ use = linear-rnn, hidden-size = 16, structure = dense }]"),
                // one layer of attention without positions ends on its line
                new Slice(
                        "positions",
                        "[{ use = exponential, rate = 0.1 }, { use = impulse, delay = 1 }]",
                        "[{ use = transformer, model-size = 32, heads = 4, layers = 1,"
                                + " position { use = none } }]"));
    }

    @TempDir private Path directory;

    @ParameterizedTest
    @MethodSource("slices")
    void endsAsRecorded(Slice slice) throws Exception {
        Installation installation = new Installation(directory);
        Path file = STUDY.resolve(slice.experiment() + ".conf").toRealPath();
        List<String> command = new ArrayList<>(List.of("run", file.toString()));
        command.addAll(List.of("--set", "sweep.\"task.memory\"=" + slice.tasks()));
        command.addAll(List.of("--set", "sweep.model=" + slice.models()));
        command.addAll(List.of("--set", "experiment.seeds=[1]"));
        Installation.Call run =
                installation.start(command.toArray(String[]::new)).await(LONGEST_MINUTES);
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        Installation.Call export =
                installation.seqmem("export", "study-" + slice.experiment(), "--out", "tables");
        assertThat(export.status()).as(export.err()).isZero();

        Map<String, Map<String, String>> recorded =
                byTrial(Files.readString(RECORDED.resolve(slice.experiment() + ".csv")));
        SoftAssertions checks = new SoftAssertions();
        byTrial(Files.readString(directory.resolve("tables/trials.csv")))
                .forEach(
                        (id, row) -> {
                            checks.assertThat(recorded).containsKey(id);
                            check(checks, row, recorded.getOrDefault(id, row));
                        });
        checks.assertAll();
    }

    private static void check(
            SoftAssertions checks, Map<String, String> now, Map<String, String> before) {
        double nmse = Double.parseDouble(Csv.cell(now, "nmse"));
        double recorded = Double.parseDouble(Csv.cell(before, "nmse"));
        String what = Csv.cell(now, "model") + " on " + Csv.cell(now, "task");
        checks.assertThat(Csv.cell(now, "suspect")).as(what).isEmpty();
        if (recorded < LEARNED) {
            checks.assertThat(nmse).as(what).isLessThan(LEARNED);
        } else {
            checks.assertThat(nmse).as(what).isBetween(recorded / SCATTER, recorded * SCATTER);
        }
    }

    private static Map<String, Map<String, String>> byTrial(String table) {
        return Csv.rows(table).stream()
                .collect(Collectors.toMap(row -> Csv.cell(row, "trial_id"), Function.identity()));
    }
}
