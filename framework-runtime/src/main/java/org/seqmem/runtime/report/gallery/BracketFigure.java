// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.gallery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.seqmem.api.metric.ReferenceLine;
import org.seqmem.runtime.report.TrialRecord;
import org.seqmem.runtime.report.figure.Axis;
import org.seqmem.runtime.report.figure.Figure;
import org.seqmem.runtime.report.figure.Ink;
import org.seqmem.runtime.report.figure.Layer;
import org.seqmem.runtime.report.figure.Panel;
import org.seqmem.runtime.report.figure.Plot;

/**
 * Expressivity against optimisation: where a best fit of a model's class is known, the bracket from
 * the floor to that fit, and the trained errors beside it.
 */
final class BracketFigure {

    /** The bracket of a model on a task. */
    static final String BRACKET = "from the floor to the best fit found";

    /** The end of the bracket, which is there also without a floor. */
    static final String FIT = "best fit found";

    private final Subject subject;

    BracketFigure(Subject subject) {
        this.subject = subject;
    }

    Optional<Figure> figure() {
        List<Panel> panels = new ArrayList<>();
        for (String task : subject.tasks()) {
            panel(task).ifPresent(panels::add);
        }
        return panels.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Figure(
                                "expressivity-and-optimisation",
                                "Expressivity against optimisation",
                                "One panel per task and a row per model: a grey dot at the best fit"
                                        + " of the model's class that was found, a bar to it from the"
                                        + " least error that theory allows where that is not 0, and a"
                                        + " dot in the model's colour per training. What lies to the"
                                        + " right of the grey dot is left to optimisation.",
                                panels,
                                List.of(
                                        "The best fit is found by search and is no bound: a"
                                                + " training may lie to its left.")));
    }

    private Optional<Panel> panel(String task) {
        List<String> models =
                subject.models().stream()
                        .filter(model -> oracle(subject.cell(task, model)).isPresent())
                        .toList();
        if (models.isEmpty()) {
            return Optional.empty();
        }
        List<Layer.Segments.Piece> brackets = new ArrayList<>();
        List<Layer.Mark> fits = new ArrayList<>();
        List<Layer> dots = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            double y = models.size() - 1 - i;
            String model = models.get(i);
            List<TrialRecord> trials = subject.cell(task, model);
            double fit = oracle(trials).orElseThrow();
            double floor = trials.get(0).floor().orElse(0);
            if (floor > 0) {
                brackets.add(
                        new Layer.Segments.Piece(
                                Layer.Mark.at(Math.min(floor, fit), y), Layer.Mark.at(fit, y)));
            }
            fits.add(Layer.Mark.at(fit, y));
            List<Layer.Mark> marks = new ArrayList<>();
            for (TrialRecord trial : trials) {
                trial.nmse().ifPresent(nmse -> marks.add(Subject.mark(nmse, y, trial)));
            }
            dots.add(new Layer.Dots(model, subject.ink(model), marks));
        }
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer.Segments(BRACKET, Ink.NEUTRAL, brackets));
        layers.add(new Layer.Dots(FIT, Ink.NEUTRAL, fits));
        layers.addAll(dots);
        List<String> upwards = new ArrayList<>(models);
        Collections.reverse(upwards);
        return Optional.of(
                new Plot(task, Axis.of("NMSE", Axis.Scale.LOG), Axis.of("", upwards), layers));
    }

    private static OptionalDouble oracle(List<TrialRecord> trials) {
        return trials.stream()
                .flatMap(trial -> trial.references().stream())
                .filter(reference -> reference.role() == ReferenceLine.Role.ORACLE)
                .mapToDouble(reference -> reference.value())
                .filter(nmse -> nmse > 0)
                .min();
    }
}
