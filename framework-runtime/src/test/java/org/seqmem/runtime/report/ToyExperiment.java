// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.seqmem.api.metric.ReferenceLine;
import org.seqmem.api.task.LinearKernel;
import org.seqmem.runtime.store.Judgement;
import org.seqmem.runtime.store.StoredLine;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.TrialResult;

/** Experiments made of numbers, so that what a report says of them is known. */
public final class ToyExperiment {

    private static final Instant NOW = Instant.parse("2025-06-06T12:00:00Z");

    private final String name;
    private final List<TrialRecord> trials = new ArrayList<>();
    private final Map<String, LinearKernel> asked = new HashMap<>();
    private Optional<BestByValidation> best = Optional.empty();

    /** An experiment without trials. */
    public ToyExperiment(String name) {
        this.name = name;
    }

    /** What a completed trial came to. */
    public static TrialResult completed(String id, double nmse) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("mse", 2 * nmse);
        metrics.put("nmse", nmse);
        return result(id, Outcome.COMPLETED, Optional.empty(), metrics);
    }

    /** What a trial came to that did not complete. */
    public static TrialResult ended(String id, Outcome outcome, String message) {
        return result(id, outcome, Optional.of(message), Map.of());
    }

    private static TrialResult result(
            String id, Outcome outcome, Optional<String> message, Map<String, Double> metrics) {
        return new TrialResult(
                id,
                "f1",
                outcome,
                outcome == Outcome.FAILED ? Optional.of("PLUGIN_FAILED") : Optional.empty(),
                message,
                800,
                2.5,
                Optional.of(300L << 20),
                Optional.of(0.25),
                Optional.empty(),
                1153,
                "cpu",
                metrics,
                Map.of(),
                Map.of(),
                java.util.List.of());
    }

    /** Ids count up, so that they are known and 12 hex digits. */
    public static String id(int number) {
        return "%012x".formatted(number);
    }

    /** The id of the next trial. */
    public String nextId() {
        return id(trials.size());
    }

    /** Adds a trial that completed, on the task impulse with a delay. */
    public ToyExperiment impulse(int delay, String model, long seed, double nmse) {
        return impulse(delay, model, seed, Optional.of(completed(nextId(), nmse)));
    }

    /** Adds a trial on the task impulse with a delay. */
    public ToyExperiment impulse(int delay, String model, long seed, Optional<TrialResult> result) {
        asked.put("impulse delay=" + delay, (output, input, lag) -> lag == delay ? 1 : 0);
        String task = "{\"memory\":{\"delay\":" + delay + ",\"use\":\"impulse\"},\"use\":\"lf\"}";
        return add("impulse delay=" + delay, task, model, seed, result, List.of());
    }

    /** Adds a trial on any task. */
    public ToyExperiment add(
            String task,
            String taskJson,
            String model,
            long seed,
            Optional<TrialResult> result,
            List<StoredLine> references) {
        OptionalInt field = model.equals("tcn") ? OptionalInt.of(15) : OptionalInt.empty();
        return add(
                task,
                taskJson,
                model,
                seed,
                result,
                references,
                new TrialRecord.Facts(1153, OptionalLong.of(32), field, 2176));
    }

    /** Adds a trial on any task, of a model of any size. */
    public ToyExperiment add(
            String task,
            String taskJson,
            String model,
            long seed,
            Optional<TrialResult> result,
            List<StoredLine> references,
            TrialRecord.Facts facts) {
        trials.add(
                new TrialRecord(
                        nextId(),
                        task,
                        model,
                        seed,
                        Optional.of(
                                new TrialRecord.Settings(
                                        taskJson,
                                        "{\"hidden-size\":32,\"use\":\"" + model + "\"}",
                                        "{\"steps\":800,\"warm-up\":null,\"stop\":[1,2]}")),
                        Optional.of(facts),
                        new Judgement(references, Optional.empty()),
                        result,
                        result.map(ended -> NOW),
                        false));
        return this;
    }

    /**
     * An experiment of the tasks impulse delay=4 and delay=8, the model lstm, two learning rates
     * and two seeds, of which 0.1 is the better for the first task and 0.01 for the second.
     */
    public static ToyExperiment choosing(String name) {
        ToyExperiment toy = new ToyExperiment(name);
        List<BestByValidation.Chosen> chosen = new ArrayList<>();
        for (int delay : new int[] {4, 8}) {
            for (String rate : new String[] {"0.01", "0.1"}) {
                boolean better = rate.equals(delay == 4 ? "0.1" : "0.01");
                for (long seed = 1; seed <= 2; seed++) {
                    if (better) {
                        chosen.add(
                                new BestByValidation.Chosen(
                                        toy.nextId(), "impulse delay=" + delay, "lstm", rate));
                    }
                    toy.impulse(
                            delay,
                            "lstm learning-rate=" + rate,
                            seed,
                            (better ? 0.01 : 0.6) * delay * seed);
                }
            }
        }
        toy.best = Optional.of(new BestByValidation("learning-rate", 2, 2, chosen));
        return toy;
    }

    /** A floor as the reference of that name gives it. */
    public static StoredLine floor(String name, double nmse) {
        return new StoredLine("nmse", name, ReferenceLine.Role.FLOOR, nmse, "c1");
    }

    /** What the best fit of a model's class reaches. */
    public static StoredLine oracle(double nmse) {
        return new StoredLine("nmse", "oracle-fit", ReferenceLine.Role.ORACLE, nmse, "c2");
    }

    /** Where the steady state would put a model. */
    public static StoredLine steadyState(double nmse) {
        return new StoredLine("nmse", "steady-state", ReferenceLine.Role.ORIENTATION, nmse, "c3");
    }

    /** The experiment. */
    public ExperimentRecord record() {
        return new ExperimentRecord(
                name,
                1,
                "{\"experiment\":{\"name\":\"" + name + "\"}}",
                NOW,
                trials,
                asked,
                true,
                best);
    }
}
