// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.seqmem.runtime.report.ExperimentRecord;
import org.seqmem.runtime.report.Figures;
import org.seqmem.runtime.report.TrialRecord;
import org.seqmem.runtime.trial.TrialDirectory;
import org.seqmem.runtime.trial.TrialResult;

/** All trials of an experiment as the script of a page reads them: what repeats stands once. */
final class TrialData {

    private static final List<String> COLUMNS =
            List.of(
                    "id",
                    "task",
                    "model",
                    "seed",
                    "outcome",
                    "nmse",
                    "floor",
                    "steps",
                    "seconds",
                    "memory",
                    "parameters",
                    "state_size",
                    "device",
                    "stale",
                    "suspect",
                    "chosen",
                    "finished",
                    "files",
                    "task_settings",
                    "model_settings",
                    "training_settings");

    private final ExperimentRecord experiment;
    private final Set<String> chosen;
    private final Index tasks = new Index();
    private final Index models = new Index();
    private final Map<String, Index> settings =
            Map.of("task", new Index(), "model", new Index(), "training", new Index());

    /**
     * @param experiment the trials
     * @param chosen the ids of those whose value a choice by validation prefers; none if nothing is
     *     chosen
     */
    TrialData(ExperimentRecord experiment, Set<String> chosen) {
        this.experiment = experiment;
        this.chosen = chosen;
    }

    /** Texts and their places, in the order in which they come. */
    private static final class Index {

        private final LinkedHashMap<String, Integer> places = new LinkedHashMap<>();

        int place(String text) {
            return places.computeIfAbsent(text, t -> places.size());
        }

        void write(ArrayNode array) {
            places.keySet().forEach(array::add);
        }
    }

    /** Adds {@code trials}, {@code settings}, {@code messages} and {@code metrics}. */
    void write(ObjectNode data) {
        ObjectNode table = data.putObject("trials");
        COLUMNS.forEach(table.putArray("columns")::add);
        ArrayNode rows = table.putArray("rows");
        ObjectNode messages = data.putObject("messages");
        for (TrialRecord trial : experiment.trials()) {
            row(trial, rows.addArray());
            trial.result()
                    .flatMap(TrialResult::message)
                    .ifPresent(message -> messages.put(trial.id(), message));
        }
        tasks.write(table.putArray("tasks"));
        models.write(table.putArray("models"));
        ObjectNode sections = data.putObject("settings");
        settings.forEach((section, index) -> index.write(sections.putArray(section)));
        metrics(data.putObject("metrics"));
        ArrayNode files = data.putArray("files");
        // those that every trial has
        List.of(TrialDirectory.TRIAL, TrialDirectory.RESULT, TrialDirectory.LOG)
                .forEach(files::add);
    }

    private void row(TrialRecord trial, ArrayNode row) {
        Optional<TrialResult> result = trial.result();
        row.add(trial.id());
        row.add(tasks.place(trial.task()));
        row.add(models.place(trial.model()));
        row.add(trial.seed());
        row.add(trial.outcome());
        add(row, trial.nmse());
        add(row, trial.floor());
        row.add(result.map(TrialResult::steps).orElse(null));
        row.add(result.map(TrialResult::seconds).orElse(null));
        row.add(result.flatMap(TrialResult::peakMemory).map(Figures::bytes).orElse(null));
        add(row, trial.parameters());
        add(row, trial.facts().map(TrialRecord.Facts::stateSize).orElse(OptionalLong.empty()));
        row.add(result.map(TrialResult::device).orElse(null));
        row.add(trial.stale());
        row.add(trial.judgement().suspect().orElse(null));
        row.add(chosen.contains(trial.id()));
        row.add(trial.finishedAt().map(Object::toString).orElse(null));
        row.add(result.isPresent() ? files(trial.id()) : null);
        section(row, trial, "task", TrialRecord.Settings::task);
        section(row, trial, "model", TrialRecord.Settings::model);
        section(row, trial, "training", TrialRecord.Settings::training);
    }

    /** From the directory of the report. */
    private static String files(String id) {
        return "../trials/" + id.substring(0, 2) + "/" + id;
    }

    private void section(
            ArrayNode row,
            TrialRecord trial,
            String section,
            Function<TrialRecord.Settings, String> of) {
        Index index = settings.get(section);
        row.add(index == null ? null : trial.settings().map(of).map(index::place).orElse(null));
    }

    private void metrics(ObjectNode node) {
        TreeSet<String> names = new TreeSet<>();
        for (TrialRecord trial : experiment.trials()) {
            trial.result().ifPresent(result -> names.addAll(result.metrics().keySet()));
        }
        List<String> order = new ArrayList<>(names);
        order.forEach(node.putArray("names")::add);
        ObjectNode rows = node.putObject("rows");
        for (TrialRecord trial : experiment.trials()) {
            trial.result()
                    .filter(result -> !result.metrics().isEmpty())
                    .ifPresent(
                            result -> {
                                ArrayNode row = rows.putArray(trial.id());
                                order.forEach(name -> row.add(result.metrics().get(name)));
                            });
        }
    }

    private static void add(ArrayNode row, OptionalDouble value) {
        row.add(value.isPresent() ? (Double) value.getAsDouble() : null);
    }

    private static void add(ArrayNode row, OptionalLong value) {
        row.add(value.isPresent() ? (Long) value.getAsLong() : null);
    }
}
