// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.gallery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.seqmem.api.metric.ReferenceLine;
import org.seqmem.runtime.report.Findings;
import org.seqmem.runtime.report.StrengthFamily;
import org.seqmem.runtime.report.TrialRecord;
import org.seqmem.runtime.report.figure.Axis;
import org.seqmem.runtime.report.figure.Figure;
import org.seqmem.runtime.report.figure.Ink;
import org.seqmem.runtime.report.figure.Layer;
import org.seqmem.runtime.report.figure.Panel;
import org.seqmem.runtime.report.figure.Plot;
import org.seqmem.runtime.report.statistics.Spread;

/** Error over the strength of memory: a panel per memory function, a line per model. */
final class StrengthFigure {

    static final String THRESHOLD = "threshold";

    private static final Axis ERRORS = Axis.of("NMSE", Axis.Scale.LOG);

    /** Theory further below every error would only press the errors together. */
    private static final double DEEPEST_THEORY = 1e-2;

    /** A line of theory beside the errors of a model. */
    private record Theory(String name, String model, Layer.Line.Style style) {}

    private final Subject subject;

    StrengthFigure(Subject subject) {
        this.subject = subject;
    }

    Optional<Figure> figure(List<StrengthFamily> families) {
        List<Panel> panels = new ArrayList<>();
        for (StrengthFamily family : families) {
            panel(family).ifPresent(panels::add);
        }
        return panels.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Figure(
                                "error-over-strength",
                                "Error over the strength of memory",
                                description(panels.size()),
                                panels,
                                notes(panels)));
    }

    private static String description(int panels) {
        return "One panel per memory function ("
                + panels
                + "), with the strength of the memory to the right and the error upwards, both"
                + " logarithmic where the values allow it. One line per model.";
    }

    private List<String> notes(List<Panel> panels) {
        List<String> notes = new ArrayList<>();
        notes.add(subject.seedNote());
        notes.add(
                "The dashed grey line at "
                        + Findings.THRESHOLD
                        + " parts learnt from not learnt; dashed lines in a model's colour are the"
                        + " least error that theory allows it, down to a hundredth of the errors.");
        if (panels.stream().anyMatch(StrengthFigure::hasDotted)) {
            notes.add(
                    "Dotted lines in a model's colour are where theory that holds only nearly puts"
                            + " it: a correct model can lie below.");
        }
        return notes;
    }

    private static boolean hasDotted(Panel panel) {
        return panel instanceof Plot plot
                && plot.layers().stream()
                        .anyMatch(
                                layer ->
                                        layer instanceof Layer.Line line
                                                && line.style() == Layer.Line.Style.DOTTED);
    }

    private Optional<Panel> panel(StrengthFamily family) {
        List<Layer> bands = new ArrayList<>();
        List<Layer> lines = new ArrayList<>();
        Map<Theory, List<Layer.Mark>> theories = new LinkedHashMap<>();
        double least = Double.POSITIVE_INFINITY;
        for (String model : subject.models()) {
            Ink ink = subject.ink(model);
            List<Layer.Band.Range> ranges = new ArrayList<>();
            List<Layer.Mark> medians = new ArrayList<>();
            Map<Theory, List<Layer.Mark>> own = new LinkedHashMap<>();
            for (StrengthFamily.Point point : family.points()) {
                List<TrialRecord> trials = subject.cell(point.task(), model);
                Optional<Spread> errors = Spread.of(Subject.errors(trials));
                if (errors.isPresent()) {
                    Spread spread = errors.get();
                    if (ERRORS.shows(spread.low())) {
                        least = Math.min(least, spread.low());
                    }
                    ranges.add(new Layer.Band.Range(point.value(), spread.low(), spread.high()));
                    medians.add(
                            Subject.mark(
                                    point.value(),
                                    spread.median(),
                                    closest(trials, spread.median())));
                }
                theory(model, trials)
                        .forEach(
                                (theory, nmse) ->
                                        own.computeIfAbsent(theory, line -> new ArrayList<>())
                                                .add(Layer.Mark.at(point.value(), nmse)));
            }
            if (medians.isEmpty()) {
                continue;
            }
            if (subject.severalSeeds()) {
                bands.add(new Layer.Band(model, ink, ranges));
            }
            theories.putAll(own);
            lines.add(new Layer.Line(model, ink, Layer.Line.Style.MARKED, medians));
        }
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        List<Layer> layers = new ArrayList<>(bands);
        layers.add(threshold(family));
        double deepest = DEEPEST_THEORY * least;
        theories.forEach(
                (theory, marks) -> {
                    List<Layer.Mark> shown =
                            marks.stream().filter(mark -> mark.y() >= deepest).toList();
                    if (!shown.isEmpty()) {
                        layers.add(
                                new Layer.Line(
                                        theory.name(),
                                        subject.ink(theory.model()),
                                        theory.style(),
                                        shown));
                    }
                });
        layers.addAll(lines);
        boolean positive = family.points().stream().allMatch(point -> point.value() > 0);
        return Optional.of(
                new Plot(
                        family.name(),
                        Axis.of(family.key(), positive ? Axis.Scale.LOG : Axis.Scale.LINEAR),
                        ERRORS,
                        layers));
    }

    /** What stands beside the errors of a model on a task: its floor, and orientations. */
    private static Map<Theory, Double> theory(String model, List<TrialRecord> trials) {
        Map<Theory, Double> theory = new LinkedHashMap<>();
        trials.stream()
                .flatMapToDouble(trial -> trial.floor().stream())
                .max()
                .ifPresent(
                        nmse ->
                                theory.put(
                                        new Theory(
                                                "floor of " + model,
                                                model,
                                                Layer.Line.Style.DASHED),
                                        nmse));
        trials.stream()
                .flatMap(trial -> trial.references().stream())
                .filter(line -> line.role() == ReferenceLine.Role.ORIENTATION)
                .forEach(
                        line ->
                                theory.merge(
                                        new Theory(
                                                line.reference() + " of " + model,
                                                model,
                                                Layer.Line.Style.DOTTED),
                                        line.value(),
                                        Math::max));
        return theory;
    }

    private static Layer threshold(StrengthFamily family) {
        List<StrengthFamily.Point> points = family.points();
        return new Layer.Line(
                THRESHOLD,
                Ink.NEUTRAL,
                Layer.Line.Style.DASHED,
                List.of(
                        Layer.Mark.at(points.get(0).value(), Findings.THRESHOLD),
                        Layer.Mark.at(points.get(points.size() - 1).value(), Findings.THRESHOLD)));
    }

    /** The trial that a median stands for: with an even number of seeds, one of the two. */
    private static TrialRecord closest(List<TrialRecord> trials, double median) {
        TrialRecord closest = trials.get(0);
        double distance = Double.POSITIVE_INFINITY;
        for (TrialRecord trial : trials) {
            double own = Math.abs(trial.nmse().orElse(Double.POSITIVE_INFINITY) - median);
            if (own < distance) {
                distance = own;
                closest = trial;
            }
        }
        return closest;
    }
}
