// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.task.LinearKernel;
import org.seqmem.runtime.report.BestByValidation;
import org.seqmem.runtime.report.ExperimentRecord;
import org.seqmem.runtime.report.MeasuredMemory;
import org.seqmem.runtime.report.TrialRecord;
import org.seqmem.runtime.store.CurveReader;
import org.seqmem.runtime.store.StoredLine;
import org.seqmem.runtime.trial.LearningCurve;
import org.seqmem.runtime.trial.TrialDirectory;
import org.seqmem.runtime.trial.TrialResult;

/**
 * An experiment as tidy tables, joined by {@code trial_id}: {@code trials}, {@code metrics}, {@code
 * references}, {@code curves}, {@code measured_memory} and {@code learning_curves}. Their columns
 * are documented in {@code docs/export.md}.
 */
public final class ExperimentTables {

    private static final String TRIAL_ID = "trial_id";

    /** The columns of {@code trials} before those of the settings. */
    static final List<String> TRIAL_COLUMNS =
            List.of(
                    TRIAL_ID,
                    "experiment",
                    "position",
                    "task",
                    "model",
                    "seed",
                    "outcome",
                    "error_code",
                    "message",
                    "nmse",
                    "floor_nmse",
                    "training_loss",
                    "validation_nmse",
                    "steps",
                    "seconds",
                    "peak_memory",
                    "parameters",
                    "state_size",
                    "receptive_field",
                    "flops_per_step",
                    "device",
                    "fingerprint",
                    "stale",
                    "suspect",
                    "chosen",
                    "finished_at");

    private final ExperimentRecord experiment;
    private final Optional<Set<String>> chosen;
    private final Path runs;
    private final Consumer<CurveReader> curves;

    /**
     * @param experiment the trials
     * @param runs the runs directory, where learning curves are
     * @param curves reads all curves of the experiment, trial by trial
     */
    public ExperimentTables(ExperimentRecord experiment, Path runs, Consumer<CurveReader> curves) {
        this.experiment = experiment;
        this.chosen = experiment.best().map(BestByValidation::trialIds);
        this.runs = runs;
        this.curves = curves;
    }

    /** All of them. */
    public List<Table> all() {
        return List.of(
                trials(), metrics(), references(), curves(), measuredMemory(), learningCurves());
    }

    private Table trials() {
        SettingColumns settings = new SettingColumns(experiment.trials(), TRIAL_COLUMNS);
        List<String> columns = new ArrayList<>(TRIAL_COLUMNS);
        columns.addAll(settings.names());
        return new Table(
                "trials",
                columns,
                rows -> {
                    int position = 0;
                    for (TrialRecord trial : experiment.trials()) {
                        List<@Nullable Object> row = trial(trial, position++);
                        row.addAll(settings.values(trial));
                        rows.accept(row);
                    }
                });
    }

    private List<@Nullable Object> trial(TrialRecord trial, int position) {
        @Nullable TrialResult result = trial.result().orElse(null);
        TrialRecord.@Nullable Facts facts = trial.facts().orElse(null);
        List<@Nullable Object> row = new ArrayList<>();
        row.add(trial.id());
        row.add(experiment.name());
        row.add(position);
        row.add(trial.task());
        row.add(trial.model());
        row.add(trial.seed());
        row.add(trial.outcome());
        row.add(result == null ? null : result.code().orElse(null));
        row.add(result == null ? null : result.message().orElse(null));
        row.add(boxed(trial.nmse()));
        row.add(boxed(trial.floor()));
        row.add(result == null ? null : result.trainingLoss().orElse(null));
        row.add(result == null ? null : result.validationNmse().orElse(null));
        row.add(result == null ? null : result.steps());
        row.add(result == null ? null : result.seconds());
        row.add(result == null ? null : result.peakMemory().orElse(null));
        row.add(boxed(trial.parameters()));
        row.add(facts == null ? null : boxed(facts.stateSize()));
        row.add(facts == null ? null : boxed(facts.receptiveField()));
        row.add(facts == null ? null : facts.flopsPerStep());
        row.add(result == null ? null : result.device());
        row.add(result == null ? null : result.fingerprint());
        row.add(result == null ? null : trial.stale());
        row.add(trial.judgement().suspect().orElse(null));
        row.add(chosen.map(ids -> ids.contains(trial.id())).orElse(null));
        row.add(trial.finishedAt().map(Object::toString).orElse(null));
        return row;
    }

    private Table metrics() {
        return new Table(
                "metrics",
                List.of(TRIAL_ID, "metric", "value"),
                rows -> {
                    for (TrialRecord trial : experiment.trials()) {
                        trial.result()
                                .ifPresent(
                                        result ->
                                                result.metrics()
                                                        .forEach(
                                                                (name, value) ->
                                                                        rows.accept(
                                                                                List.of(
                                                                                        trial.id(),
                                                                                        name,
                                                                                        value))));
                    }
                });
    }

    private Table references() {
        return new Table(
                "references",
                List.of(TRIAL_ID, "metric", "reference", "role", "value"),
                rows -> {
                    for (TrialRecord trial : experiment.trials()) {
                        for (StoredLine line : trial.judgement().lines()) {
                            rows.accept(
                                    List.of(
                                            trial.id(),
                                            line.metric(),
                                            line.reference(),
                                            line.role().name().toLowerCase(Locale.ROOT),
                                            line.value()));
                        }
                    }
                });
    }

    private Table curves() {
        return new Table(
                "curves",
                List.of(TRIAL_ID, "curve", "position", "value"),
                rows ->
                        curves.accept(
                                (trialId, name, points) -> {
                                    for (int i = 0; i < points.length; i++) {
                                        rows.accept(List.of(trialId, name, i, points[i]));
                                    }
                                }));
    }

    private Table measuredMemory() {
        Map<String, LinearKernel> asked = new HashMap<>();
        for (TrialRecord trial : experiment.trials()) {
            LinearKernel kernel = experiment.asked().get(trial.task());
            if (kernel != null) {
                asked.put(trial.id(), kernel);
            }
        }
        return new Table(
                "measured_memory",
                List.of(TRIAL_ID, "output", "input", "lag", "measured", "asked"),
                rows ->
                        curves.accept(
                                (trialId, name, points) ->
                                        MeasuredMemory.of(name, points)
                                                .ifPresent(
                                                        memory ->
                                                                measured(
                                                                        trialId,
                                                                        memory,
                                                                        asked.get(trialId),
                                                                        rows))));
    }

    private static void measured(
            String trialId,
            MeasuredMemory memory,
            @Nullable LinearKernel asked,
            Consumer<? super List<@Nullable Object>> rows) {
        double[] points = memory.byLag();
        for (int lag = 0; lag < points.length; lag++) {
            rows.accept(
                    Arrays.asList(
                            trialId,
                            memory.output(),
                            memory.input(),
                            lag,
                            points[lag],
                            asked == null
                                    ? null
                                    : asked.weight(memory.output(), memory.input(), lag)));
        }
    }

    private Table learningCurves() {
        return new Table(
                "learning_curves",
                List.of(TRIAL_ID, "step", "loss", "validation_nmse", "rate", "seconds"),
                rows -> {
                    for (TrialRecord trial : experiment.trials()) {
                        LearningCurve curve =
                                LearningCurve.read(TrialDirectory.of(runs, trial.id()));
                        for (LearningCurve.Point point : curve.points()) {
                            rows.accept(
                                    Arrays.asList(
                                            trial.id(),
                                            point.step(),
                                            point.loss(),
                                            point.validationNmse(),
                                            point.rate(),
                                            point.seconds()));
                        }
                    }
                });
    }

    private static @Nullable Object boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static @Nullable Object boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static @Nullable Object boxed(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }
}
