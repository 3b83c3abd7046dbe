// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.seqmem.runtime.cli.Console;
import org.seqmem.runtime.config.ExperimentFile;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.plan.Planner;
import org.seqmem.runtime.store.ExperimentSheet;
import org.seqmem.runtime.store.Store;
import org.seqmem.runtime.store.StoredTrial;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.TrialMetric;
import org.seqmem.runtime.trial.TrialResult;
import org.seqmem.runtime.wiring.Wiring;

/**
 * Makes an experiment of 100,000 trials, and a store in which all of them have ended, as if they
 * had been trained: what {@code store-at-scale.sh} measures the command line with.
 */
public final class ManyTrials {

    private static final int RATES = 100;
    private static final int SIZES = 100;
    private static final int SEEDS = 10;

    private static final int BATCH = 5_000;

    /** As many points as the memory function of a task of usual length has. */
    private static final int CURVE = 64;

    private ManyTrials() {}

    /** Writes {@code many.conf} and the store {@code runs} into a directory, the only argument. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("usage: ManyTrials DIR");
        }
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        Path file = directory.resolve("many.conf");
        Files.writeString(file, experiment());
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Planner planner =
                new Wiring(new Console(nowhere, nowhere, false, false, 80)).get(Planner.class);
        ExperimentFile experiment = ExperimentFile.load(file, List.of());
        Plan plan = planner.plan(experiment);
        try (Store store = Store.openForWriting(directory.resolve("runs"), Clock.systemUTC())) {
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
    }

    private static Map<String, String> digests(Plan plan) {
        return TrialMetric.of(plan.metrics()).stream()
                .collect(Collectors.toMap(TrialMetric::name, TrialMetric::digest));
    }

    private static String experiment() {
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
                        IntStream.rangeClosed(1, SEEDS).boxed().toList(),
                        IntStream.rangeClosed(1, RATES).mapToObj(i -> i / 100.0).toList(),
                        IntStream.rangeClosed(1, SIZES).boxed().toList());
    }

    private static StoredTrial ended(PlannedTrial trial, Map<String, String> measured) {
        double nmse = Math.exp(-(trial.id().hashCode() & 0xff) / 16.0);
        return new StoredTrial(
                trial.task().json(),
                trial.model().json(),
                trial.training().json(),
                trial.seed(),
                trial.row(),
                trial.column(),
                new TrialResult(
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
                        Map.of("measured-memory.rho", new double[CURVE]),
                        measured,
                        List.of()),
                Instant.now());
    }
}
