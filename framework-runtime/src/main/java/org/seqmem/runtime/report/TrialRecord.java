// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.seqmem.runtime.store.Judgement;
import org.seqmem.runtime.store.StoredLine;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.TrialResult;

/**
 * A trial at its place in an experiment, with what is known of it by now.
 *
 * @param id the trial's id
 * @param task label of the task in this experiment
 * @param model label of the model in this experiment
 * @param seed the trial's seed
 * @param settings what it is; empty if it has not ended and its plan is unknown
 * @param facts what its model says of itself; empty if its plugins are not at hand
 * @param judgement lines of theory beside its errors, and whether it is suspect
 * @param result how it ended, without curves; empty if it has not
 * @param finishedAt when it ended
 * @param stale whether other versions of its plugins made it than are at hand
 */
public record TrialRecord(
        String id,
        String task,
        String model,
        long seed,
        Optional<Settings> settings,
        Optional<Facts> facts,
        Judgement judgement,
        Optional<TrialResult> result,
        Optional<Instant> finishedAt,
        boolean stale) {

    /** How a trial that has not ended is called where an outcome stands. */
    public static final String PENDING = "pending";

    private static final String NMSE = "nmse";

    /**
     * Bound configuration as canonical JSON, defaults included.
     *
     * @param task the task's
     * @param model the model's
     * @param training the training's
     */
    public record Settings(String task, String model, String training) {}

    /**
     * What a model says of itself on the trial's task.
     *
     * @param parameters trainable numbers
     * @param stateSize real numbers carried from step to step; empty if they grow with the sequence
     * @param receptiveField how many inputs an output depends on; empty if all
     * @param flopsPerStep floating-point operations of a forward pass per time step
     */
    public record Facts(
            long parameters,
            OptionalLong stateSize,
            OptionalInt receptiveField,
            long flopsPerStep) {}

    /** The same trial with another label of its model. */
    TrialRecord called(String label) {
        return new TrialRecord(
                id, task, label, seed, settings, facts, judgement, result, finishedAt, stale);
    }

    /** How it ended, in a word. */
    public String outcome() {
        return result.map(ended -> ended.outcome().name().toLowerCase(Locale.ROOT)).orElse(PENDING);
    }

    /** Whether it trained to its end. */
    public boolean completed() {
        return result.filter(ended -> ended.outcome() == Outcome.COMPLETED).isPresent();
    }

    /** Its error; empty unless it completed and was measured so. */
    public OptionalDouble nmse() {
        return completed() ? metric(NMSE) : OptionalDouble.empty();
    }

    /** One of its metrics; empty if it was not measured. */
    public OptionalDouble metric(String name) {
        Double value = result.map(ended -> ended.metrics().get(name)).orElse(null);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Trainable numbers, where known. */
    public OptionalLong parameters() {
        if (facts.isPresent()) {
            return OptionalLong.of(facts.get().parameters());
        }
        return result.isPresent()
                ? OptionalLong.of(result.get().parameters())
                : OptionalLong.empty();
    }

    /** The highest floor that binds it, as NMSE; empty if none does. */
    public OptionalDouble floor() {
        return judgement.floor(NMSE);
    }

    /** The lines of theory beside its error. */
    public List<StoredLine> references() {
        return judgement.lines().stream().filter(line -> line.metric().equals(NMSE)).toList();
    }

    /** What a comparison sees of it. */
    public ReportedTrial reported() {
        return new ReportedTrial(
                task,
                settings.map(Settings::task).orElse("{}"),
                model,
                facts.map(Facts::receptiveField).orElse(OptionalInt.empty()),
                result.map(TrialResult::outcome),
                nmse(),
                floor());
    }
}
