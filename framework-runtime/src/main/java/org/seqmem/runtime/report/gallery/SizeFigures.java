// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.gallery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.seqmem.runtime.report.TrialRecord;
import org.seqmem.runtime.report.figure.Axis;
import org.seqmem.runtime.report.figure.Figure;
import org.seqmem.runtime.report.figure.Ink;
import org.seqmem.runtime.report.figure.Layer;
import org.seqmem.runtime.report.figure.Panel;
import org.seqmem.runtime.report.figure.Plot;
import org.seqmem.runtime.report.statistics.Spread;

/** Error over the size of models: a panel per task, models of one architecture joined. */
final class SizeFigures {

    private final Subject subject;

    SizeFigures(Subject subject) {
        this.subject = subject;
    }

    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figure("parameters", "parameters", "trainable numbers", TrialRecord::parameters)
                .ifPresent(figures::add);
        figure(
                        "state-size",
                        "state size",
                        "real numbers carried from step to step; models whose state grows with"
                                + " the sequence are left out",
                        trial ->
                                trial.facts()
                                        .map(TrialRecord.Facts::stateSize)
                                        .orElse(OptionalLong.empty()))
                .ifPresent(figures::add);
        return figures;
    }

    private Optional<Figure> figure(
            String id, String size, String meaning, Function<TrialRecord, OptionalLong> of) {
        long sizes =
                subject.experiment().trials().stream()
                        .map(of)
                        .filter(OptionalLong::isPresent)
                        .distinct()
                        .count();
        if (sizes < 2) {
            return Optional.empty(); // nothing to compare
        }
        List<Panel> panels = new ArrayList<>();
        for (String task : subject.tasks()) {
            panel(task, size, of).ifPresent(panels::add);
        }
        return panels.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Figure(
                                "error-over-" + id,
                                "Error over " + size,
                                "One panel per task, with "
                                        + size
                                        + " ("
                                        + meaning
                                        + ") to the right and the error upwards, both logarithmic.",
                                panels,
                                List.of(
                                        subject.seedNote(),
                                        "Models of one architecture are joined by a line.")));
    }

    private Optional<Panel> panel(
            String task, String size, Function<TrialRecord, OptionalLong> of) {
        Map<String, List<Layer.Mark>> byArchitecture = new LinkedHashMap<>();
        Map<String, List<Layer.Band.Range>> ranges = new LinkedHashMap<>();
        Map<String, Ink> inks = new LinkedHashMap<>();
        for (String model : subject.models()) {
            List<TrialRecord> trials = subject.cell(task, model);
            Optional<Spread> errors = Spread.of(Subject.errors(trials));
            OptionalLong known = trials.isEmpty() ? OptionalLong.empty() : of.apply(trials.get(0));
            if (errors.isPresent() && known.isPresent() && known.getAsLong() > 0) {
                String architecture = architecture(model);
                Ink ink = subject.ink(model);
                inks.putIfAbsent(architecture, ink);
                double x = known.getAsLong();
                Spread spread = errors.get();
                byArchitecture
                        .computeIfAbsent(architecture, name -> new ArrayList<>())
                        .add(new Layer.Mark(x, spread.median(), Optional.of(trials.get(0).id())));
                ranges.computeIfAbsent(architecture, name -> new ArrayList<>())
                        .add(new Layer.Band.Range(x, spread.low(), spread.high()));
            }
        }
        if (byArchitecture.isEmpty()) {
            return Optional.empty();
        }
        List<Layer> layers = new ArrayList<>();
        inks.forEach(
                (architecture, ink) -> {
                    List<Layer.Band.Range> band =
                            ranges.getOrDefault(architecture, List.of()).stream()
                                    .sorted(Comparator.comparingDouble(Layer.Band.Range::x))
                                    .toList();
                    List<Layer.Mark> marks =
                            byArchitecture.getOrDefault(architecture, List.of()).stream()
                                    .sorted(Comparator.comparingDouble(Layer.Mark::x))
                                    .toList();
                    if (subject.severalSeeds()) {
                        layers.add(new Layer.Band(architecture, ink, band));
                    }
                    layers.add(new Layer.Line(architecture, ink, Layer.Line.Style.MARKED, marks));
                });
        return Optional.of(
                new Plot(
                        task,
                        Axis.of(size, Axis.Scale.LOG),
                        Axis.of("NMSE", Axis.Scale.LOG),
                        layers));
    }

    /** The first word of a model's label is the name of its plugin. */
    private static String architecture(String model) {
        int space = model.indexOf(' ');
        return space < 0 ? model : model.substring(0, space);
    }
}
