// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.gallery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.seqmem.api.task.LinearKernel;
import org.seqmem.runtime.report.figure.Axis;
import org.seqmem.runtime.report.figure.Ink;
import org.seqmem.runtime.report.figure.Layer;
import org.seqmem.runtime.report.figure.Plot;
import org.seqmem.runtime.trial.LearningCurve;

/** What is drawn of a single trial, on its page and in the terminal. */
public final class TrialPlots {

    /** What the task asks for, beside measured memory. */
    static final String ASKED = "asked for";

    private TrialPlots() {}

    /** Training loss and validation error over steps. */
    public static Plot learning(LearningCurve curve, Ink ink) {
        List<Layer> layers = new ArrayList<>();
        layers.add(
                new Layer.Line(
                        "training loss",
                        ink,
                        Layer.Line.Style.PLAIN,
                        marks(curve, LearningCurve.Point::loss)));
        List<Layer.Mark> validations = marks(curve, LearningCurve.Point::validationNmse);
        if (!validations.isEmpty()) {
            layers.add(
                    new Layer.Line(
                            "validation NMSE", Ink.NEUTRAL, Layer.Line.Style.MARKED, validations));
        }
        return new Plot(
                "Learning curve",
                Axis.of("step", Axis.Scale.LINEAR),
                Axis.of("", Axis.Scale.LOG),
                layers);
    }

    private static List<Layer.Mark> marks(
            LearningCurve curve, ToDoubleFunction<LearningCurve.Point> of) {
        return curve.points().stream()
                .filter(point -> Double.isFinite(of.applyAsDouble(point)))
                .map(point -> Layer.Mark.at((double) point.step(), of.applyAsDouble(point)))
                .toList();
    }

    /**
     * Measured memory over the one that was asked for.
     *
     * @param memory weight by lag
     * @param asked what the task asks for, where that is known
     * @param ink of the model
     */
    public static Plot memory(double[] memory, Optional<LinearKernel> asked, Ink ink) {
        List<Layer.Mark> marks = new ArrayList<>();
        for (int lag = 0; lag < memory.length; lag++) {
            marks.add(Layer.Mark.at(lag, memory[lag]));
        }
        List<Layer> layers = new ArrayList<>();
        asked.ifPresent(kernel -> layers.add(asked(kernel, memory.length)));
        layers.add(new Layer.Line("measured", ink, Layer.Line.Style.PLAIN, marks));
        return new Plot(
                "Memory over lags",
                Axis.of("lag", Axis.Scale.LINEAR),
                Axis.of("", Axis.Scale.LINEAR),
                layers);
    }

    /** The memory that a task asks for, from its first input to its first output. */
    static Layer asked(LinearKernel kernel, int lags) {
        List<Layer.Mark> marks = new ArrayList<>();
        for (int lag = 0; lag < lags; lag++) {
            marks.add(Layer.Mark.at(lag, kernel.weight(0, 0, lag)));
        }
        return new Layer.Line(ASKED, Ink.NEUTRAL, Layer.Line.Style.DASHED, marks);
    }
}
