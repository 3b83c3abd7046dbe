// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.task.LinearKernel;
import org.seqmem.api.task.TaskPlugin;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.store.ExperimentRevision;
import org.seqmem.runtime.store.ExperimentTrial;
import org.seqmem.runtime.store.Judgement;
import org.seqmem.runtime.store.Store;
import org.seqmem.runtime.store.StoredTrial;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.TrialResult;

/**
 * An experiment as the store has it, with what its plan adds: sizes of models and lines of theory.
 *
 * @param name the experiment's name
 * @param revision the number of its content
 * @param content the experiment as it was resolved, as JSON text
 * @param createdAt when this content was first run
 * @param trials in the order of the plan
 * @param asked by label of the task, the memory that it asks for, where that is known
 * @param planned whether the plan was at hand
 * @param best if the experiment chooses a hyper-parameter, each setting at its best value; empty
 *     also if the plan was not at hand
 */
public record ExperimentRecord(
        String name,
        int revision,
        String content,
        Instant createdAt,
        List<TrialRecord> trials,
        Map<String, LinearKernel> asked,
        boolean planned,
        Optional<BestByValidation> best) {

    private static final Judgement NOT_JUDGED = new Judgement(List.of(), Optional.empty());

    /** Copies the collections. */
    public ExperimentRecord {
        trials = List.copyOf(trials);
        asked = Map.copyOf(asked);
    }

    /**
     * Reads an experiment.
     *
     * @param store where it is
     * @param name its name
     * @param plan its plan; empty if it cannot be made again, as when a plugin is missing: then
     *     sizes and theory are missing, too
     * @throws org.seqmem.api.SeqmemException NOT_FOUND if the store has no such experiment
     */
    public static ExperimentRecord read(Store store, String name, Optional<Plan> plan) {
        ExperimentRevision revision = store.experiment(name);
        List<ExperimentTrial> lines = store.trialsOf(name);
        Map<String, PlannedTrial> planned = new HashMap<>();
        plan.ifPresent(known -> known.trials().forEach(trial -> planned.put(trial.id(), trial)));
        Map<String, TrialRecord.Settings> settings = settings(store, name, lines, planned);
        Map<String, Judgement> judgements = store.judgements(name);
        List<TrialRecord> trials =
                lines.stream()
                        .map(
                                line ->
                                        record(
                                                line,
                                                Optional.ofNullable(settings.get(line.trialId())),
                                                Optional.ofNullable(planned.get(line.trialId())),
                                                judgements.getOrDefault(
                                                        line.trialId(), NOT_JUDGED)))
                        .toList();
        Map<String, LinearKernel> asked = new HashMap<>();
        for (ExperimentTrial line : lines) {
            PlannedTrial trial = planned.get(line.trialId());
            if (trial != null && !asked.containsKey(line.row())) {
                TaskPlugin.open(trial.task().value())
                        .facts()
                        .kernel()
                        .ifPresent(kernel -> asked.put(line.row(), kernel));
            }
        }
        return new ExperimentRecord(
                name,
                revision.revision(),
                revision.content(),
                revision.createdAt(),
                trials,
                asked,
                plan.isPresent(),
                plan.flatMap(known -> best(known, lines)));
    }

    /**
     * What trials are, as planned; the store, which has as much text of each, is the second to ask.
     */
    private static Map<String, TrialRecord.Settings> settings(
            Store store,
            String name,
            List<ExperimentTrial> lines,
            Map<String, PlannedTrial> planned) {
        Map<String, TrialRecord.Settings> settings = new HashMap<>();
        planned.forEach(
                (id, trial) ->
                        settings.put(
                                id,
                                new TrialRecord.Settings(
                                        trial.task().json(),
                                        trial.model().json(),
                                        trial.training().json())));
        if (lines.stream()
                .anyMatch(l -> l.result().isPresent() && !settings.containsKey(l.trialId()))) {
            for (StoredTrial trial : store.endedTrialsOf(name)) {
                settings.putIfAbsent(
                        trial.id(),
                        new TrialRecord.Settings(trial.task(), trial.model(), trial.training()));
            }
        }
        return settings;
    }

    private static Optional<BestByValidation> best(Plan plan, List<ExperimentTrial> lines) {
        Map<String, TrialResult> results = new HashMap<>();
        lines.forEach(line -> line.result().ifPresent(end -> results.put(line.trialId(), end)));
        return plan.choice()
                .map(
                        choice ->
                                BestByValidation.of(
                                        choice,
                                        plan.trials(),
                                        trial -> validation(results.get(trial.id()))));
    }

    /** What a choice by validation goes by. */
    private static OptionalDouble validation(@Nullable TrialResult end) {
        if (end == null || end.outcome() == Outcome.STOPPED) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                end.outcome() == Outcome.COMPLETED
                        ? end.validationNmse().orElse(Double.POSITIVE_INFINITY)
                        : Double.POSITIVE_INFINITY);
    }

    private static TrialRecord record(
            ExperimentTrial line,
            Optional<TrialRecord.Settings> settings,
            Optional<PlannedTrial> planned,
            Judgement judgement) {
        boolean stale =
                line.result().isPresent()
                        && planned.isPresent()
                        && !line.result().get().fingerprint().equals(planned.get().fingerprint());
        return new TrialRecord(
                line.trialId(),
                line.row(),
                line.column(),
                line.seed(),
                settings,
                planned.map(trial -> facts(trial.facts())),
                judgement,
                line.result(),
                line.finishedAt(),
                stale);
    }

    private static TrialRecord.Facts facts(ModelFacts facts) {
        OptionalLong stateSize = facts.stateSize();
        return new TrialRecord.Facts(
                facts.parameters(), stateSize, facts.receptiveField(), facts.flopsPerStep());
    }

    /** Labels of the tasks, in the order of the plan. */
    public List<String> tasks() {
        return trials.stream().map(TrialRecord::task).distinct().toList();
    }

    /** Labels of the models, in the order of the plan. */
    public List<String> models() {
        return trials.stream().map(TrialRecord::model).distinct().toList();
    }

    /** The seeds, in the order of the plan. */
    public List<Long> seeds() {
        return trials.stream().map(TrialRecord::seed).distinct().toList();
    }

    /** How many trials have ended. */
    public long ended() {
        return trials.stream().filter(trial -> trial.result().isPresent()).count();
    }

    /**
     * The same experiment with the trials that are compared: all, or of each setting those of its
     * best value, called without it. Tables, figures and tests go by these.
     */
    public ExperimentRecord compared() {
        if (best.isEmpty()) {
            return this;
        }
        Map<String, String> columns = new HashMap<>();
        best.get().chosen().forEach(each -> columns.put(each.trialId(), each.column()));
        List<TrialRecord> chosen = new ArrayList<>();
        for (TrialRecord trial : trials) {
            String column = columns.get(trial.id());
            if (column != null) {
                chosen.add(trial.called(column));
            }
        }
        return with(chosen);
    }

    /** The same experiment with other trials. */
    public ExperimentRecord with(List<TrialRecord> others) {
        return new ExperimentRecord(
                name, revision, content, createdAt, others, asked, planned, best);
    }

    /** Errors of what is compared, for tables and sentences. */
    public Comparison comparison() {
        return new Comparison(compared().trials().stream().map(TrialRecord::reported).toList());
    }
}
