// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.gallery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.seqmem.runtime.report.TrialRecord;
import org.seqmem.runtime.report.figure.Axis;
import org.seqmem.runtime.report.figure.Figure;
import org.seqmem.runtime.report.figure.Layer;
import org.seqmem.runtime.report.figure.Panel;
import org.seqmem.runtime.report.figure.Plot;
import org.seqmem.runtime.trial.TrialResult;

/** Cost against error: every completed trial is a dot. */
final class CostFigure {

    private static final double BYTES_PER_MB = 1e6;

    private final Subject subject;

    CostFigure(Subject subject) {
        this.subject = subject;
    }

    Optional<Figure> figure() {
        List<Panel> panels = new ArrayList<>();
        panel("Time", "seconds", trial -> result(trial, result -> result.seconds()))
                .ifPresent(panels::add);
        panel("Steps", "steps", trial -> result(trial, result -> (double) result.steps()))
                .ifPresent(panels::add);
        panel(
                        "Memory",
                        "peak memory of the process in MB",
                        trial ->
                                trial.result()
                                        .flatMap(TrialResult::peakMemory)
                                        .map(bytes -> OptionalDouble.of(bytes / BYTES_PER_MB))
                                        .orElse(OptionalDouble.empty()))
                .ifPresent(panels::add);
        panel(
                        "Arithmetic",
                        "floating-point operations per time step",
                        trial ->
                                trial.facts().isPresent()
                                        ? OptionalDouble.of(
                                                (double) trial.facts().get().flopsPerStep())
                                        : OptionalDouble.empty())
                .ifPresent(panels::add);
        return panels.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Figure(
                                "cost",
                                "Cost against error",
                                "One dot per completed trial, with its cost to the right and its"
                                        + " error upwards, both logarithmic.",
                                panels,
                                List.of(
                                        "Seconds are wall-clock time of training and measuring:"
                                                + " they depend on the machine and on what else"
                                                + " ran there.",
                                        "Memory is the most that the process of a trial had at"
                                                + " once, virtual machine and engine included;"
                                                + " what a GPU holds is not in it.")));
    }

    private static OptionalDouble result(TrialRecord trial, Function<TrialResult, Double> of) {
        return trial.result().map(of).map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    private Optional<Panel> panel(
            String title, String cost, Function<TrialRecord, OptionalDouble> of) {
        List<Layer> layers = new ArrayList<>();
        for (String model : subject.models()) {
            List<Layer.Mark> marks = new ArrayList<>();
            for (TrialRecord trial : subject.ofModel(model)) {
                OptionalDouble x = of.apply(trial);
                if (trial.nmse().isPresent() && x.isPresent()) {
                    marks.add(Subject.mark(x.getAsDouble(), trial.nmse().getAsDouble(), trial));
                }
            }
            if (!marks.isEmpty()) {
                layers.add(new Layer.Dots(model, subject.ink(model), marks));
            }
        }
        boolean differ =
                layers.stream()
                                .flatMap(layer -> ((Layer.Dots) layer).marks().stream())
                                .mapToDouble(Layer.Mark::x)
                                .distinct()
                                .count()
                        > 1;
        return differ
                ? Optional.of(
                        new Plot(
                                title,
                                Axis.of(cost, Axis.Scale.LOG),
                                Axis.of("NMSE", Axis.Scale.LOG),
                                layers))
                : Optional.empty();
    }
}
