// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.seqmem.api.task.LinearKernel;
import org.seqmem.runtime.report.MeasuredMemory;
import org.seqmem.runtime.report.figure.Ink;
import org.seqmem.runtime.report.figure.Plot;
import org.seqmem.runtime.report.figure.TextRenderer;
import org.seqmem.runtime.report.gallery.TrialPlots;
import org.seqmem.runtime.store.StoredTrial;
import org.seqmem.runtime.trial.LearningCurve;
import org.seqmem.runtime.trial.TrialDirectory;

/** A trial in plain text: its learning curve, and its memory over the one that was asked for. */
final class TrialDrawings {

    /** Wider than this a curve of a few dozen places falls apart. */
    private static final int WIDEST = 76;

    private static final int HEIGHT = 10;

    private TrialDrawings() {}

    /**
     * The drawings, each with a heading; empty if there is nothing to draw.
     *
     * @param trial with its curves
     * @param asked the memory that its task asks for, where that is known
     * @param runs the runs directory, where its learning curve is
     * @param columns of the terminal
     */
    static List<String> of(
            StoredTrial trial, Optional<LinearKernel> asked, Path runs, int columns) {
        List<Plot> plots = new ArrayList<>();
        LearningCurve learning = LearningCurve.read(TrialDirectory.of(runs, trial.id()));
        if (!learning.points().isEmpty()) {
            plots.add(TrialPlots.learning(learning, new Ink(0)));
        }
        for (Map.Entry<String, double[]> curve : trial.result().curves().entrySet()) {
            MeasuredMemory.of(curve.getKey(), curve.getValue())
                    .filter(memory -> memory.output() == 0 && memory.input() == 0)
                    .ifPresent(
                            memory ->
                                    plots.add(
                                            TrialPlots.memory(memory.byLag(), asked, new Ink(0))));
        }
        TextRenderer renderer = new TextRenderer(Math.min(columns - 4, WIDEST), HEIGHT);
        List<String> lines = new ArrayList<>();
        for (Plot plot : plots) {
            lines.add("");
            lines.add("  " + plot.title());
            renderer.lines(plot).forEach(line -> lines.add("  " + line));
        }
        return lines;
    }
}
