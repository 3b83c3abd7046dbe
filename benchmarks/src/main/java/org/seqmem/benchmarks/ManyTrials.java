// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.seqmem.runtime.cli.Console;
import org.seqmem.runtime.config.ExperimentFile;
import org.seqmem.runtime.config.TrialRules;
import org.seqmem.runtime.launch.PlannedTrialWriter;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.plan.Planner;
import org.seqmem.runtime.provenance.Provenances;
import org.seqmem.runtime.store.ExperimentSheet;
import org.seqmem.runtime.store.Store;
import org.seqmem.runtime.store.StoredTrial;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.TrialDirectory;
import org.seqmem.runtime.trial.TrialMetric;
import org.seqmem.runtime.trial.TrialResult;
import org.seqmem.runtime.wiring.Wiring;

/**
 * Makes an experiment of many trials, and a store in which all of them have ended, as if they had
 * been trained: what {@code store-at-scale.sh} and {@code report-at-scale.sh} measure the command
 * line and the report with.
 */
public final class ManyTrials {

    private static final int BATCH = 5_000;

    /** As many points as the memory function of a task of usual length has. */
    private static final int CURVE = 64;

    /** As many lines as the learning curve of a usual training has. */
    private static final int LEARNING = 80;

    /** Also trials fail: one in so many. */
    private static final int FAILING = 97;

    private final int tasks;
    private final int models;
    private final int seeds;

    private ManyTrials(int tasks, int models, int seeds) {
        this.tasks = tasks;
        this.models = models;
        this.seeds = seeds;
    }

    /** About as many trials, of five seeds and a fifth as many models as tasks. */
    static ManyTrials ofTrials(int trials) {
        int models = Math.max(1, (int) Math.round(Math.sqrt(trials / 25.0)));
        return new ManyTrials(5 * models, models, 5);
    }

    /**
     * Writes {@code many.conf} and the store {@code runs} into a directory, the first argument:
     * 100,000 trials, or as many tasks, models and seeds as the further arguments say, then with
     * the directories of all trials.
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1 && arguments.length != 4) {
            throw new IllegalArgumentException("usage: ManyTrials DIR [TASKS MODELS SEEDS]");
        }
        boolean directories = arguments.length > 1;
        ManyTrials many =
                directories
                        ? new ManyTrials(
                                Integer.parseInt(arguments[1]),
                                Integer.parseInt(arguments[2]),
                                Integer.parseInt(arguments[3]))
                        : new ManyTrials(100, 100, 10);
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        Path file = directory.resolve("many.conf");
        Files.writeString(file, many.experiment());
        Wiring wiring = new Wiring(Console.nowhere());
        Planner planner = wiring.get(Planner.class);
        ExperimentFile experiment = ExperimentFile.load(file, List.of());
        Plan plan = planner.plan(experiment);
        try (Store store = Store.openForWriting(directory.resolve("runs"), Clock.systemUTC())) {
            many.fill(store, experiment, plan);
        }
        if (directories) {
            PlannedTrialWriter writer = new PlannedTrialWriter(wiring.get(Provenances.class));
            for (PlannedTrial trial : plan.trials()) {
                write(plan, trial, writer, directory.resolve("runs"));
            }
        }
    }

    /** Puts the experiment into a store, and the end of every trial. */
    void fill(Store store, ExperimentFile experiment, Plan plan) {
        store.register(
                new ExperimentSheet(
                        plan.name(),
                        experiment.content(),
                        plan.trials().stream()
                                .map(
                                        trial ->
                                                new ExperimentSheet.Line(
                                                        trial.id(),
                                                        trial.row(),
                                                        trial.column(),
                                                        trial.seed()))
                                .toList()));
        Map<String, String> measured = digests(plan);
        List<StoredTrial> batch = new ArrayList<>();
        for (PlannedTrial trial : plan.trials()) {
            batch.add(ended(trial, measured));
            if (batch.size() == BATCH) {
                store.recordAll(batch);
                batch.clear();
            }
        }
        store.recordAll(batch);
    }

    private static boolean fails(String id) {
        return Math.floorMod(id.hashCode(), FAILING) == 0;
    }

    /** From 0 to 1, the same for the same trial. */
    private static double chance(String id) {
        return (id.hashCode() & 0xff) / 255.0;
    }

    /** What a report reads of a trial's directory. */
    private static void write(Plan plan, PlannedTrial trial, PlannedTrialWriter writer, Path runs)
            throws IOException {
        Path place = Files.createDirectories(TrialDirectory.of(runs, trial.id()));
        writer.write(plan, trial, TrialRules.DEFAULT, false, place);
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= LEARNING; i++) {
            lines.append(
                    String.format(
                            Locale.ROOT,
                            "{\"step\":%d,\"loss\":%.6g,\"validation_nmse\":%s,\"rate\":0.001,"
                                    + "\"seconds\":%.3f}%n",
                            25 * i,
                            Math.exp(-i / 20.0) + chance(trial.id()) / i,
                            i % 4 == 0 ? String.format(Locale.ROOT, "%.6g", 1.0 / i) : "null",
                            0.02 * i));
        }
        Files.writeString(place.resolve(TrialDirectory.CURVE), lines);
    }

    private static Map<String, String> digests(Plan plan) {
        return TrialMetric.of(plan.metrics()).stream()
                .collect(Collectors.toMap(TrialMetric::name, TrialMetric::digest));
    }

    /** The experiment file. */
    String experiment() {
        return """
        experiment {
          name = many, seeds = %s
          task  { use = linear-functional, memory { use = exponential } }
          model { use = lstm }
        }
        sweep {
          "task.memory.rate"  = %s
          "model.hidden-size" = %s
        }
        """
                .formatted(
                        IntStream.rangeClosed(1, seeds).boxed().toList(),
                        IntStream.rangeClosed(1, tasks).mapToObj(i -> i / 100.0).toList(),
                        IntStream.rangeClosed(1, models).boxed().toList());
    }

    private static StoredTrial ended(PlannedTrial trial, Map<String, String> measured) {
        double nmse = Math.exp(-16 * chance(trial.id()));
        return new StoredTrial(
                trial.task().json(),
                trial.model().json(),
                trial.training().json(),
                trial.seed(),
                trial.row(),
                trial.column(),
                fails(trial.id()) ? failed(trial) : completed(trial, nmse, measured),
                Instant.now());
    }

    private static TrialResult failed(PlannedTrial trial) {
        return new TrialResult(
                trial.id(),
                trial.fingerprint(),
                Outcome.FAILED,
                Optional.of("OUT_OF_MEMORY"),
                Optional.of("the worker was killed"),
                300,
                0.5,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                trial.facts().parameters(),
                "cpu",
                Map.of(),
                Map.of(),
                Map.of(),
                List.of());
    }

    private static TrialResult completed(
            PlannedTrial trial, double nmse, Map<String, String> measured) {
        double[] memory = new double[CURVE];
        for (int lag = 0; lag < CURVE; lag++) {
            memory[lag] = Math.exp(-0.1 * lag) + 0.1 * chance(trial.id());
        }
        return new TrialResult(
                trial.id(),
                trial.fingerprint(),
                Outcome.COMPLETED,
                Optional.empty(),
                Optional.empty(),
                2000,
                1.5,
                Optional.empty(),
                Optional.of(nmse),
                Optional.of(nmse),
                trial.facts().parameters(),
                "cpu",
                Map.of("mse", nmse, "nmse", nmse),
                Map.of("measured-memory.kernel", memory),
                measured,
                List.of());
    }
}
