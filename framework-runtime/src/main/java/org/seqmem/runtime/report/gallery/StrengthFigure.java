// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.gallery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
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

    /** A floor further below every error would only press the errors together. */
    private static final double DEEPEST_FLOOR = 1e-2;

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
                                notes()));
    }

    private static String description(int panels) {
        return "One panel per memory function ("
                + panels
                + "), with the strength of the memory to the right and the error upwards, both"
                + " logarithmic where the values allow it. One line per model.";
    }

    private List<String> notes() {
        return List.of(
                subject.seedNote(),
                "The dashed grey line at "
                        + Findings.THRESHOLD
                        + " parts learnt from not learnt; dashed lines in a model's colour are the"
                        + " least error that theory allows it, down to a hundredth of the errors.");
    }

    private Optional<Panel> panel(StrengthFamily family) {
        List<Layer> bands = new ArrayList<>();
        List<Layer> lines = new ArrayList<>();
        Map<String, List<Layer.Mark>> floors = new LinkedHashMap<>();
        double least = Double.POSITIVE_INFINITY;
        for (String model : subject.models()) {
            Ink ink = subject.ink(model);
            List<Layer.Band.Range> ranges = new ArrayList<>();
            List<Layer.Mark> medians = new ArrayList<>();
            List<Layer.Mark> floor = new ArrayList<>();
            for (StrengthFamily.Point point : family.points()) {
                List<TrialRecord> trials = subject.cell(point.task(), model);
                Optional<Spread> errors = Spread.of(Subject.errors(trials));
                if (errors.isPresent()) {
                    Spread spread = errors.get();
                    if (spread.low() > 0) {
                        least = Math.min(least, spread.low());
                    }
                    ranges.add(new Layer.Band.Range(point.value(), spread.low(), spread.high()));
                    medians.add(
                            Subject.mark(
                                    point.value(),
                                    spread.median(),
                                    closest(trials, spread.median())));
                }
                OptionalDouble bound =
                        trials.stream().flatMapToDouble(t -> t.floor().stream()).max();
                bound.ifPresent(value -> floor.add(Layer.Mark.at(point.value(), value)));
            }
            if (medians.isEmpty()) {
                continue;
            }
            if (subject.severalSeeds()) {
                bands.add(new Layer.Band(model, ink, ranges));
            }
            floors.put(model, floor);
            lines.add(new Layer.Line(model, ink, Layer.Line.Style.MARKED, medians));
        }
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        List<Layer> layers = new ArrayList<>(bands);
        layers.add(threshold(family));
        for (Map.Entry<String, List<Layer.Mark>> floor : floors.entrySet()) {
            double deepest = DEEPEST_FLOOR * least;
            List<Layer.Mark> shown =
                    floor.getValue().stream().filter(mark -> mark.y() >= deepest).toList();
            if (!shown.isEmpty()) {
                layers.add(
                        new Layer.Line(
                                "floor of " + floor.getKey(),
                                subject.ink(floor.getKey()),
                                Layer.Line.Style.DASHED,
                                shown));
            }
        }
        layers.addAll(lines);
        boolean positive = family.points().stream().allMatch(point -> point.value() > 0);
        return Optional.of(
                new Plot(
                        family.name(),
                        Axis.of(family.key(), positive ? Axis.Scale.LOG : Axis.Scale.LINEAR),
                        Axis.of("NMSE", Axis.Scale.LOG),
                        layers));
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
