// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.gallery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.seqmem.runtime.report.ExperimentPair;
import org.seqmem.runtime.report.figure.Axis;
import org.seqmem.runtime.report.figure.Figure;
import org.seqmem.runtime.report.figure.Ink;
import org.seqmem.runtime.report.figure.Layer;
import org.seqmem.runtime.report.figure.OffScale;
import org.seqmem.runtime.report.figure.Plot;

/** Errors of one experiment against those of another, pair by pair. */
public final class PairFigure {

    private PairFigure() {}

    /** The figure; empty without a pair of which both completed. */
    public static Optional<Figure> of(ExperimentPair pair) {
        Axis across = Axis.of("NMSE in " + pair.first().name(), Axis.Scale.LOG);
        Axis upwards = Axis.of("NMSE in " + pair.second().name(), Axis.Scale.LOG);
        Map<String, List<Layer.Mark>> byModel = new LinkedHashMap<>();
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        for (ExperimentPair.Pair each : pair.pairs()) {
            if (each.completed()) {
                double x = each.first().nmse().orElseThrow();
                double y = each.second().nmse().orElseThrow();
                for (double error : new double[] {x, y}) {
                    if (across.shows(error)) { // what has no place does not stretch the line
                        low = Math.min(low, error);
                        high = Math.max(high, error);
                    }
                }
                byModel.computeIfAbsent(each.first().model(), model -> new ArrayList<>())
                        .add(new Layer.Mark(x, y, Optional.of(each.second().id())));
            }
        }
        if (byModel.isEmpty()) {
            return Optional.empty();
        }
        List<Layer> layers = new ArrayList<>();
        layers.add(
                new Layer.Line(
                        "equal errors",
                        Ink.NEUTRAL,
                        Layer.Line.Style.DASHED,
                        Double.isFinite(low)
                                ? List.of(Layer.Mark.at(low, low), Layer.Mark.at(high, high))
                                : List.of()));
        for (Map.Entry<String, List<Layer.Mark>> model : byModel.entrySet()) {
            layers.add(
                    new Layer.Dots(model.getKey(), new Ink(layers.size() - 1), model.getValue()));
        }
        String first = pair.first().name();
        String second = pair.second().name();
        return Optional.of(
                OffScale.noted(
                        new Figure(
                                "pairs",
                                "Errors, pair by pair",
                                "A dot per pair of trials, with the error in "
                                        + first
                                        + " to the right and that in "
                                        + second
                                        + " upwards, both logarithmic. Below the dashed line "
                                        + second
                                        + " is better.",
                                List.of(new Plot("", across, upwards, layers)),
                                List.of())));
    }
}
