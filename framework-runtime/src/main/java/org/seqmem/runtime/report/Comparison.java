// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tasks against models: the error of each pair, over the seeds. Keeps the order of the plan. */
public final class Comparison {

    private static final String TITLE =
            "NMSE (median over seeds; dashes: no better than predicting zero)";
    private static final String FLOORS = "[least error that theory allows]";

    private final List<ReportedTrial> trials;
    private final Map<String, Map<String, Cell>> cells;
    private final List<String> models;

    /**
     * @param trials every trial of the plan, in its order
     */
    public Comparison(List<ReportedTrial> trials) {
        this.trials = List.copyOf(trials);
        Map<String, Map<String, List<ReportedTrial>>> grouped = new LinkedHashMap<>();
        for (ReportedTrial trial : trials) {
            grouped.computeIfAbsent(trial.task(), task -> new LinkedHashMap<>())
                    .computeIfAbsent(trial.model(), model -> new ArrayList<>())
                    .add(trial);
        }
        this.models = trials.stream().map(ReportedTrial::model).distinct().toList();
        this.cells = new LinkedHashMap<>();
        grouped.forEach(
                (task, byModel) -> {
                    Map<String, Cell> row = new LinkedHashMap<>();
                    byModel.forEach((model, seeds) -> row.put(model, new Cell(seeds)));
                    cells.put(task, row);
                });
    }

    /** The labels of the tasks. */
    public List<String> tasks() {
        return List.copyOf(cells.keySet());
    }

    /** The labels of the models. */
    public List<String> models() {
        return models;
    }

    /** The median error of a pair; NaN if no trial of it completed. */
    public double median(String task, String model) {
        Cell cell = cells.getOrDefault(task, Map.of()).get(model);
        return cell == null ? Double.NaN : cell.median();
    }

    /** What the errors say, family by family of tasks. */
    public List<String> findings() {
        return Findings.of(this, trials);
    }

    /** Whether some model has an error on a task. */
    boolean known(String task) {
        return models.stream().anyMatch(model -> !Double.isNaN(median(task, model)));
    }

    /** Where models fall off, in a few words each. */
    List<String> falls() {
        return Findings.falls(this);
    }

    /** Tasks that differ in one number only. */
    public List<StrengthFamily> families() {
        return StrengthFamily.of(trials);
    }

    /**
     * The table, in blocks of as many models as fit.
     *
     * @param columns the width of a line
     */
    public List<String> table(int columns) {
        List<String> lines = new ArrayList<>();
        boolean floors =
                cells.values().stream()
                        .flatMap(row -> row.values().stream())
                        .anyMatch(cell -> !cell.floor().isEmpty());
        lines.add(floors ? TITLE + "   " + FLOORS : TITLE);
        int from = 0;
        while (from < models.size()) {
            int to = from + 1;
            while (to < models.size() && width(grid(from, to + 1)) <= columns) {
                to++;
            }
            lines.addAll(grid(from, to).rightAligned(0));
            from = to;
            if (from < models.size()) {
                lines.add("");
            }
        }
        return lines;
    }

    private static int width(Grid grid) {
        return grid.rightAligned(0).stream().mapToInt(String::length).max().orElse(0);
    }

    private Grid grid(int from, int to) {
        Grid grid = new Grid();
        List<String> shown = models.subList(from, to);
        List<String> head = new ArrayList<>(List.of(""));
        head.addAll(shown);
        grid.row(head);
        Map<String, Integer> floorWidths = new LinkedHashMap<>();
        for (String model : shown) {
            floorWidths.put(
                    model,
                    cells.values().stream()
                            .mapToInt(
                                    row ->
                                            row.containsKey(model)
                                                    ? row.get(model).floor().length()
                                                    : 0)
                            .max()
                            .orElse(0));
        }
        cells.forEach(
                (task, row) -> {
                    List<String> line = new ArrayList<>(List.of(task));
                    for (String model : shown) {
                        Cell cell = row.get(model);
                        // floors of a column stand below each other, so that errors do too
                        String floor = cell == null ? "" : cell.floor();
                        int padding = floorWidths.getOrDefault(model, 0) - floor.length();
                        line.add((cell == null ? "" : cell.error() + floor) + " ".repeat(padding));
                    }
                    grid.row(line);
                });
        return grid;
    }
}
