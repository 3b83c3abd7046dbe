// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.seqmem.runtime.plan.Choice;
import org.seqmem.runtime.plan.PlannedTrial;

/**
 * Each setting of a plan at the value of a hyper-parameter that validated best, as comparisons in
 * the literature are: the median over seeds of the validation error decides, and a trial that did
 * not complete counts as infinitely bad. A setting of which trials are missing is decided among
 * those values that are whole.
 */
public final class BestByValidation {

    private final Choice choice;
    private final List<Chosen> chosen = new ArrayList<>();

    /**
     * A trial of the best value of its setting.
     *
     * @param trial the trial
     * @param column the label of its column, without the value
     * @param value the value that was chosen, as text
     */
    public record Chosen(PlannedTrial trial, String column, String value) {}

    /** The validation error of a trial that has ended. */
    @FunctionalInterface
    public interface Validations {

        /** Infinite if the trial did not complete; empty if it has not ended. */
        OptionalDouble of(PlannedTrial trial);
    }

    /**
     * @param trials of the plan, in its order
     */
    public BestByValidation(Choice choice, List<PlannedTrial> trials, Validations validations) {
        this.choice = choice;
        Map<List<String>, Map<String, List<PlannedTrial>>> settings = new LinkedHashMap<>();
        for (PlannedTrial trial : trials) {
            settings.computeIfAbsent(choice.setting(trial), setting -> new LinkedHashMap<>())
                    .computeIfAbsent(choice.value(trial).orElse(""), value -> new ArrayList<>())
                    .add(trial);
        }
        settings.values().forEach(byValue -> choose(byValue, validations));
    }

    private void choose(Map<String, List<PlannedTrial>> byValue, Validations validations) {
        Optional<String> best = Optional.empty();
        double least = Double.POSITIVE_INFINITY;
        for (Map.Entry<String, List<PlannedTrial>> candidate : byValue.entrySet()) {
            double median = median(candidate.getValue(), validations);
            if (median < least || (best.isEmpty() && !Double.isNaN(median))) {
                best = Optional.of(candidate.getKey());
                least = median;
            }
        }
        best.ifPresent(
                value -> {
                    for (PlannedTrial trial : byValue.getOrDefault(value, List.of())) {
                        chosen.add(new Chosen(trial, choice.column(trial), value));
                    }
                });
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

    /** The trials of the best values, setting by setting. */
    public List<Chosen> chosen() {
        return List.copyOf(chosen);
    }

    /** Which value was chosen for each task and model. */
    public List<String> table() {
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        List<String> columns = chosen.stream().map(Chosen::column).distinct().toList();
        for (Chosen each : chosen) {
            rows.computeIfAbsent(each.trial().row(), row -> new LinkedHashMap<>())
                    .put(each.column(), each.value());
        }
        Grid grid = new Grid();
        List<String> head = new ArrayList<>(List.of(choice.key() + ", best by validation"));
        head.addAll(columns);
        grid.row(head);
        rows.forEach(
                (task, values) -> {
                    List<String> line = new ArrayList<>(List.of(task));
                    columns.forEach(column -> line.add(values.getOrDefault(column, "")));
                    grid.row(line);
                });
        return grid.rightAligned(0);
    }
}
