// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.gallery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.seqmem.api.task.LinearKernel;
import org.seqmem.runtime.report.TrialRecord;
import org.seqmem.runtime.report.figure.Axis;
import org.seqmem.runtime.report.figure.Figure;
import org.seqmem.runtime.report.figure.Layer;
import org.seqmem.runtime.report.figure.Panel;
import org.seqmem.runtime.report.figure.Plot;
import org.seqmem.runtime.trial.LearningCurve;

/** How trainings went, and which memory they left: a panel per task. */
final class CurveFigures {

    private static final String STEP = "step";
    private static final String SECONDS = "seconds";
    private static final String LOSS = "training loss";

    private final Subject subject;
    private final Curves curves;

    CurveFigures(Subject subject, Curves curves) {
        this.subject = subject;
        this.curves = curves;
    }

    /** Losses over steps and over seconds. */
    List<Figure> learning() {
        List<Figure> figures = new ArrayList<>();
        learning("learning-over-steps", STEP, LearningCurve.Point::step).ifPresent(figures::add);
        learning("learning-over-time", SECONDS, LearningCurve.Point::seconds)
                .ifPresent(figures::add);
        return figures;
    }

    private Optional<Figure> learning(
            String id, String over, ToDoubleFunction<LearningCurve.Point> x) {
        List<Panel> panels = new ArrayList<>();
        for (String task : subject.tasks()) {
            List<Layer> layers = new ArrayList<>();
            for (TrialRecord trial : drawn(task, curves.learning().keySet())) {
                LearningCurve curve = curves.learning().get(trial.id());
                if (curve != null) {
                    layers.add(
                            new Layer.Line(
                                    trial.model(),
                                    subject.ink(trial.model()),
                                    Layer.Line.Style.PLAIN,
                                    marks(curve, x, LearningCurve.Point::loss, trial)));
                }
            }
            if (!layers.isEmpty()) {
                panels.add(
                        new Plot(
                                task,
                                Axis.of(over, Axis.Scale.LINEAR),
                                Axis.of(LOSS, Axis.Scale.LOG),
                                layers));
            }
        }
        return panels.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        noted(
                                new Figure(
                                        id,
                                        "Learning curves over "
                                                + (over.equals(STEP) ? "steps" : "time"),
                                        "One panel per task, with the "
                                                + over
                                                + " of training to the right and the loss upwards,"
                                                + " logarithmic; a line per training.",
                                        panels,
                                        List.of(
                                                "The loss is that of single batches, so it"
                                                        + " jitters."))));
    }

    /** Measured memory over the one that was asked for. */
    Optional<Figure> memory() {
        List<Panel> panels = new ArrayList<>();
        for (String task : subject.tasks()) {
            List<Layer> layers = new ArrayList<>();
            int lags = 0;
            for (TrialRecord trial : drawn(task, curves.memories().keySet())) {
                double[] memory = curves.memories().get(trial.id());
                if (memory != null) {
                    lags = Math.max(lags, memory.length);
                    List<Layer.Mark> marks = new ArrayList<>();
                    for (int lag = 0; lag < memory.length; lag++) {
                        marks.add(Subject.mark(lag, memory[lag], trial));
                    }
                    layers.add(
                            new Layer.Line(
                                    trial.model(),
                                    subject.ink(trial.model()),
                                    Layer.Line.Style.PLAIN,
                                    marks));
                }
            }
            if (!layers.isEmpty()) {
                LinearKernel asked = subject.experiment().asked().get(task);
                if (asked != null) {
                    layers.add(0, TrialPlots.asked(asked, lags));
                }
                panels.add(
                        new Plot(
                                task,
                                Axis.of("lag", Axis.Scale.LINEAR),
                                Axis.of("weight", Axis.Scale.LINEAR),
                                layers));
            }
        }
        return panels.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        noted(
                                new Figure(
                                        "measured-memory",
                                        "Measured memory",
                                        "One panel per task, with the lag to the right and upwards"
                                                + " how strongly the last output depends on the"
                                                + " input so long ago: a line per model, and dashed"
                                                + " what the task asks for.",
                                        panels,
                                        List.of())));
    }

    /** One trial per model: the first that has a curve. */
    private List<TrialRecord> drawn(String task, Set<String> having) {
        List<TrialRecord> drawn = new ArrayList<>();
        Set<String> models = new HashSet<>();
        for (String model : subject.models()) {
            for (TrialRecord trial : subject.cell(task, model)) {
                if (having.contains(trial.id()) && models.add(model)) {
                    drawn.add(trial);
                }
            }
        }
        return drawn;
    }

    private Figure noted(Figure figure) {
        return subject.severalSeeds()
                ? figure.noting(
                        "One seed per model is drawn, the first; others are in their trials.")
                : figure;
    }

    private static List<Layer.Mark> marks(
            LearningCurve curve,
            ToDoubleFunction<LearningCurve.Point> x,
            ToDoubleFunction<LearningCurve.Point> y,
            TrialRecord trial) {
        return curve.points().stream()
                .filter(point -> Double.isFinite(y.applyAsDouble(point)))
                .map(point -> Subject.mark(x.applyAsDouble(point), y.applyAsDouble(point), trial))
                .toList();
    }
}
