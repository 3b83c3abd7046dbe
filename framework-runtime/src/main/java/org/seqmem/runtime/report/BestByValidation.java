// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.seqmem.runtime.plan.Choice;
import org.seqmem.runtime.plan.PlannedTrial;

/**
 * Each setting of a plan at the value of a hyper-parameter that validated best, as comparisons in
 * the literature are: the median over seeds of the validation error decides, and a trial that did
 * not complete counts as infinitely bad. A setting of which trials are missing is decided among
 * those values that are whole.
 *
 * @param key the last key of the hyper-parameter's path: what people call it
 * @param settings how many settings the plan has, over all its seeds
 * @param decided how many of them have a best value by now
 * @param chosen the trials of the best values, setting by setting
 */
public record BestByValidation(String key, int settings, int decided, List<Chosen> chosen) {

    /**
     * A trial of the best value of its setting.
     *
     * @param trialId the trial
     * @param task the label of its task
     * @param column the label of its column, without the value
     * @param value the value that was chosen, as text
     */
    public record Chosen(String trialId, String task, String column, String value) {}

    /** The validation error of a trial that has ended. */
    @FunctionalInterface
    public interface Validations {

        /** Infinite if the trial did not complete; empty if it has not ended. */
        OptionalDouble of(PlannedTrial trial);
    }

    /** Copies the list. */
    public BestByValidation {
        chosen = List.copyOf(chosen);
    }

    /**
     * Decides.
     *
     * @param trials of the plan, in its order
     */
    static BestByValidation of(Choice choice, List<PlannedTrial> trials, Validations validations) {
        Map<List<String>, Map<String, List<PlannedTrial>>> settings = new LinkedHashMap<>();
        for (PlannedTrial trial : trials) {
            settings.computeIfAbsent(choice.setting(trial), setting -> new LinkedHashMap<>())
                    .computeIfAbsent(choice.value(trial).orElse(""), value -> new ArrayList<>())
                    .add(trial);
        }
        List<Chosen> chosen = new ArrayList<>();
        int decided = 0;
        for (Map<String, List<PlannedTrial>> byValue : settings.values()) {
            Optional<String> best = best(byValue, validations);
            if (best.isPresent()) {
                decided++;
                String value = best.get();
                for (PlannedTrial trial : byValue.getOrDefault(value, List.of())) {
                    chosen.add(new Chosen(trial.id(), trial.row(), choice.column(trial), value));
                }
            }
        }
        return new BestByValidation(choice.key(), settings.size(), decided, chosen);
    }

    private static Optional<String> best(
            Map<String, List<PlannedTrial>> byValue, Validations validations) {
        Optional<String> best = Optional.empty();
        double least = Double.POSITIVE_INFINITY;
        for (Map.Entry<String, List<PlannedTrial>> candidate : byValue.entrySet()) {
            double median = median(candidate.getValue(), validations);
            if (median < least || (best.isEmpty() && !Double.isNaN(median))) {
                best = Optional.of(candidate.getKey());
                least = median;
            }
        }
        return best;
    }

    /** Over the seeds; not a number if some have not ended. */
    private static double median(List<PlannedTrial> seeds, Validations validations) {
        double[] sorted =
                seeds.stream()
                        .map(validations::of)
                        .mapToDouble(error -> error.orElse(Double.NaN))
                        .sorted()
                        .toArray();
        int half = sorted.length / 2;
        if (Arrays.stream(sorted).anyMatch(Double::isNaN)) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** The ids of the trials of the best values. */
    public Set<String> trialIds() {
        return chosen.stream().map(Chosen::trialId).collect(Collectors.toUnmodifiableSet());
    }

    /** The labels of the models, without the value. */
    public List<String> columns() {
        return chosen.stream().map(Chosen::column).distinct().toList();
    }

    /** For each task its label, then the value that was chosen for each model; empty if none. */
    public List<List<String>> rows() {
        Map<String, Map<String, String>> byTask = new LinkedHashMap<>();
        for (Chosen each : chosen) {
            byTask.computeIfAbsent(each.task(), task -> new LinkedHashMap<>())
                    .put(each.column(), each.value());
        }
        List<String> columns = columns();
        List<List<String>> rows = new ArrayList<>();
        byTask.forEach(
                (task, values) -> {
                    List<String> row = new ArrayList<>(List.of(task));
                    columns.forEach(column -> row.add(values.getOrDefault(column, "")));
                    rows.add(row);
                });
        return rows;
    }

    /** Which value was chosen for each task and model, as lines of text. */
    public List<String> table() {
        Grid grid = new Grid();
        List<String> head = new ArrayList<>(List.of(title()));
        head.addAll(columns());
        grid.row(head);
        rows().forEach(grid::row);
        return grid.rightAligned(0);
    }

    /** What is chosen, and by what: {@code learning-rate, best by validation}. */
    public String title() {
        return key + ", best by validation";
    }

    /** What the comparison rests on, in a sentence. */
    public String sentence() {
        String sentence =
                "Each setting is compared at its best "
                        + key
                        + ": the value with the least validation error, by the median over seeds.";
        return decided == settings
                ? sentence
                : sentence
                        + String.format(
                                Locale.ROOT,
                                " Of %,d settings %,d can be decided by now; the others are left"
                                        + " out.",
                                settings,
                                decided);
    }
}
