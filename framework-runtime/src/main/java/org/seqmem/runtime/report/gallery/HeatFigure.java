// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.gallery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.seqmem.runtime.report.TrialRecord;
import org.seqmem.runtime.report.figure.Figure;
import org.seqmem.runtime.report.figure.HeatMap;
import org.seqmem.runtime.report.statistics.Spread;

/** Tasks against models: the median error of each pair, as its logarithm. */
final class HeatFigure {

    /** Smaller errors are as good: they shall not take the colours from the others. */
    private static final double SMALLEST = 1e-12;

    private final Subject subject;

    HeatFigure(Subject subject) {
        this.subject = subject;
    }

    Optional<Figure> figure() {
        List<HeatMap.Cell> cells = new ArrayList<>();
        double low = -1;
        for (int row = 0; row < subject.tasks().size(); row++) {
            for (int column = 0; column < subject.models().size(); column++) {
                List<TrialRecord> trials =
                        subject.cell(subject.tasks().get(row), subject.models().get(column));
                Optional<Spread> errors = Spread.of(Subject.errors(trials));
                if (errors.isPresent()) {
                    double value = Math.log10(Math.max(errors.get().median(), SMALLEST));
                    low = Math.min(low, value);
                    cells.add(cell(column, row, value, text(value), trials));
                } else if (trials.stream().anyMatch(trial -> trial.result().isPresent())) {
                    cells.add(cell(column, row, Double.NaN, word(trials), trials));
                }
            }
        }
        if (cells.isEmpty()) {
            return Optional.empty();
        }
        HeatMap map =
                new HeatMap(
                        "",
                        "log10 NMSE",
                        subject.models(),
                        subject.tasks(),
                        cells,
                        Math.floor(low),
                        0);
        return Optional.of(
                new Figure(
                        "tasks-and-models",
                        "Tasks against models",
                        "A table of "
                                + subject.tasks().size()
                                + " tasks by "
                                + subject.models().size()
                                + " models; each cell has the logarithm to base 10 of the median"
                                + " error: 0 is no better than predicting zero, -3 a thousandth of"
                                + " the target power. Darker is worse.",
                        List.of(map),
                        List.of(
                                subject.severalSeeds()
                                        ? "Medians over seeds; the table below has their spread."
                                        : "One seed: every cell is a single training.")));
    }

    private static HeatMap.Cell cell(
            int column, int row, double value, String text, List<TrialRecord> trials) {
        return new HeatMap.Cell(
                column,
                row,
                value,
                text,
                trials.size() == 1 ? Optional.of(trials.get(0).id()) : Optional.empty());
    }

    private static String text(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.equals("-0.0") ? "0.0" : text;
    }

    private static String word(List<TrialRecord> trials) {
        return trials.stream()
                .map(TrialRecord::outcome)
                .filter(outcome -> !outcome.equals(TrialRecord.PENDING))
                .findFirst()
                .orElse("");
    }
}
