// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.seqmem.runtime.trial.Outcome;

/** One task against one model: what the seeds came to. */
final class Cell {

    /** A floor below this is as good as none in a table of two digits. */
    private static final double FLOOR_WORTH_SHOWING = 1e-3;

    private final List<ReportedTrial> trials;

    Cell(List<ReportedTrial> trials) {
        this.trials = List.copyOf(trials);
    }

    /** The median over the trials that completed; NaN if none did. */
    double median() {
        double[] sorted =
                trials.stream().flatMapToDouble(trial -> trial.nmse().stream()).sorted().toArray();
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** The error: the median in two digits, dashes where predicting zero is as good, or a word. */
    String error() {
        double median = median();
        if (!Double.isNaN(median)) {
            return median >= 1 ? "--" : Figures.error(median);
        }
        if (any(Outcome.DIVERGED)) {
            return "diverged";
        }
        return any(Outcome.FAILED) ? "failed" : ".";
    }

    /** The floor in brackets; empty if none is worth showing. */
    String floor() {
        double[] floors =
                trials.stream().flatMapToDouble(trial -> trial.floor().stream()).toArray();
        OptionalDouble highest = Arrays.stream(floors).max();
        return highest.isPresent() && highest.getAsDouble() >= FLOOR_WORTH_SHOWING
                ? String.format(Locale.ROOT, " [%.2g]", highest.getAsDouble())
                : "";
    }

    private boolean any(Outcome outcome) {
        return trials.stream()
                .anyMatch(trial -> trial.outcome().filter(outcome::equals).isPresent());
    }
}
