// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.gallery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.seqmem.api.task.LinearKernel;
import org.seqmem.runtime.report.ExperimentRecord;
import org.seqmem.runtime.report.StrengthFamily;
import org.seqmem.runtime.report.TrialRecord;
import org.seqmem.runtime.report.figure.Figure;
import org.seqmem.runtime.report.figure.Ink;
import org.seqmem.runtime.report.figure.OffScale;
import org.seqmem.runtime.report.figure.Plot;
import org.seqmem.runtime.report.statistics.Ranks;
import org.seqmem.runtime.trial.LearningCurve;

/** Every figure that an experiment has something to show in. */
public final class Gallery {

    private final Subject subject;
    private final Curves curves;

    /**
     * @param experiment what is shown
     * @param curves of its trials
     */
    public Gallery(ExperimentRecord experiment, Curves curves) {
        this.subject = new Subject(experiment.compared());
        this.curves = curves;
    }

    /** The figures, the most telling first. */
    public List<Figure> figures() {
        List<StrengthFamily> families = subject.experiment().comparison().families();
        CurveFigures ofCurves = new CurveFigures(subject, curves);
        List<Figure> figures = new ArrayList<>();
        new StrengthFigure(subject).figure(families).ifPresent(figures::add);
        new HeatFigure(subject).figure().ifPresent(figures::add);
        new BoundaryFigure(subject).figure(families).ifPresent(figures::add);
        new RanksFigure(subject).figure().ifPresent(figures::add);
        ofCurves.memory().ifPresent(figures::add);
        new BracketFigure(subject).figure().ifPresent(figures::add);
        figures.addAll(new SizeFigures(subject).figures());
        figures.addAll(ofCurves.learning());
        new CostFigure(subject).figure().ifPresent(figures::add);
        figures.replaceAll(OffScale::noted);
        return figures;
    }

    /** The test behind the figure of ranks, if there is one. */
    public Optional<Ranks> ranks() {
        return new RanksFigure(subject).ranks();
    }

    /** What is drawn of one trial: its learning curve and its memory, where there are any. */
    public List<Plot> of(TrialRecord trial) {
        List<Plot> plots = new ArrayList<>();
        Ink ink = subject.ink(trial);
        LearningCurve learning = curves.learning().get(trial.id());
        if (learning != null) {
            plots.add(TrialPlots.learning(learning, ink));
        }
        double[] memory = curves.memories().get(trial.id());
        if (memory != null) {
            LinearKernel asked = subject.experiment().asked().get(trial.task());
            plots.add(TrialPlots.memory(memory, Optional.ofNullable(asked), ink));
        }
        return plots;
    }
}
