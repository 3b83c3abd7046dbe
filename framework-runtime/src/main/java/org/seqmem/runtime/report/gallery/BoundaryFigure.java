// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.gallery;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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

/** The strength at which each model crosses the threshold, with its interval over seeds. */
final class BoundaryFigure {

    private final Subject subject;

    BoundaryFigure(Subject subject) {
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
                                "failure-boundary",
                                "Failure boundary",
                                "One panel per memory function and a row per model: the strength at"
                                        + " which its error crosses "
                                        + Findings.THRESHOLD
                                        + ", as a dot, with a bar over seeds or, for one seed,"
                                        + " between the two strengths that it lies between.",
                                panels,
                                List.of(
                                        subject.severalSeeds()
                                                ? "Bars reach from the least to the largest"
                                                        + " boundary of the seeds that have one;"
                                                        + " the dot is their median."
                                                : "One seed: bars only say between which two"
                                                        + " strengths the boundary lies.")));
    }

    private Optional<Panel> panel(StrengthFamily family) {
        if (family.points().size() < 2) {
            return Optional.empty();
        }
        List<String> upwards = new ArrayList<>(subject.models());
        Collections.reverse(upwards);
        boolean positive = family.points().stream().allMatch(point -> point.value() > 0);
        double first = family.points().get(0).value();
        double last = family.points().get(family.points().size() - 1).value();
        double middle = positive ? Math.sqrt(first * last) : (first + last) / 2;
        List<Layer.Segments.Piece> bars = new ArrayList<>();
        List<Layer> dots = new ArrayList<>();
        List<Layer.Labels.Word> words = new ArrayList<>();
        for (int y = 0; y < upwards.size(); y++) {
            String model = upwards.get(y);
            List<Boundary> boundaries = boundaries(family, model);
            List<Boundary> crossing =
                    boundaries.stream().filter(b -> b.kind() == Boundary.Kind.CROSSES).toList();
            if (crossing.isEmpty()) {
                if (!boundaries.isEmpty()) {
                    words.add(new Layer.Labels.Word(middle, y, word(boundaries)));
                }
                continue;
            }
            Spread spread =
                    Spread.of(crossing.stream().mapToDouble(Boundary::at).toArray()).orElseThrow();
            boolean one = crossing.size() == 1;
            double low = one ? crossing.get(0).low() : spread.low();
            double high = one ? crossing.get(0).high() : spread.high();
            bars.add(new Layer.Segments.Piece(Layer.Mark.at(low, y), Layer.Mark.at(high, y)));
            dots.add(
                    new Layer.Dots(
                            model, subject.ink(model), List.of(Layer.Mark.at(spread.median(), y))));
        }
        if (dots.isEmpty() && words.isEmpty()) {
            return Optional.empty();
        }
        List<Layer> layers = new ArrayList<>();
        layers.add(range(first, last));
        layers.add(new Layer.Segments("interval", Ink.NEUTRAL, bars));
        layers.addAll(dots);
        layers.add(new Layer.Labels("what has no boundary", Ink.NEUTRAL, words));
        return Optional.of(
                new Plot(
                        family.name(),
                        Axis.of(family.key(), positive ? Axis.Scale.LOG : Axis.Scale.LINEAR),
                        Axis.of("", upwards),
                        layers));
    }

    /** Nothing to see, but the axis goes over all strengths. */
    private static Layer range(double first, double last) {
        return new Layer.Labels(
                "strengths",
                Ink.NEUTRAL,
                List.of(new Layer.Labels.Word(first, 0, ""), new Layer.Labels.Word(last, 0, "")));
    }

    /** One per seed none of whose trials is still to come, over the strengths that it has. */
    private List<Boundary> boundaries(StrengthFamily family, String model) {
        List<Boundary> boundaries = new ArrayList<>();
        for (long seed : subject.seeds()) {
            List<Double> strengths = new ArrayList<>();
            List<Double> errors = new ArrayList<>();
            boolean whole = true;
            for (StrengthFamily.Point point : family.points()) {
                for (TrialRecord trial : subject.cell(point.task(), model)) {
                    if (trial.seed() == seed) {
                        whole &= trial.result().isPresent();
                        strengths.add(point.value());
                        // what did not come to an end has not learnt
                        errors.add(trial.nmse().orElse(Double.POSITIVE_INFINITY));
                    }
                }
            }
            if (whole && errors.size() > 1) {
                boundaries.add(Boundary.of(strengths, errors));
            }
        }
        return boundaries;
    }

    private static String word(List<Boundary> boundaries) {
        boolean all = boundaries.stream().allMatch(b -> b.kind() == Boundary.Kind.LEARNS_ALL);
        boolean none = boundaries.stream().allMatch(b -> b.kind() == Boundary.Kind.LEARNS_NONE);
        return all ? "learns all" : none ? "learns none" : "all or none, by seed";
    }
}
