// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an experiment asked and what came out, in a few sentences made from its data. */
public final class Summary {

    private final ExperimentRecord experiment;
    private final ExperimentRecord compared;
    private final Comparison comparison;

    /** The summary of an experiment. */
    public Summary(ExperimentRecord experiment) {
        this.experiment = experiment;
        this.compared = experiment.compared();
        this.comparison = experiment.comparison();
    }

    /** What was asked: how many trials of what, and how many have ended. */
    public String question() {
        return Figures.count(experiment.trials().size(), "trial")
                + " = "
                + Figures.count(experiment.tasks().size(), "task")
                + " x "
                + Figures.count(experiment.models().size(), "model")
                + " x "
                + Figures.count(experiment.seeds().size(), "seed")
                + ", "
                + Figures.count(experiment.ended())
                + " ended";
    }

    /** What came out: the best, where models fall off, and what is wrong. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        best(sentences);
        sentences.addAll(comparison.findings());
        sentences.add(outcomes());
        if (experiment.seeds().size() == 1 && comparison.tasks().size() > 0) {
            sentences.add(
                    "One seed only: a difference between two models may be luck in training; more"
                            + " seeds would tell.");
        }
        return sentences;
    }

    private void best(List<String> sentences) {
        List<String> parts = new ArrayList<>();
        for (StrengthFamily family :
                StrengthFamily.of(
                        compared.trials().stream()
                                .filter(trial -> trial.settings().isPresent())
                                .map(TrialRecord::reported)
                                .toList())) {
            String best = "";
            double least = Double.POSITIVE_INFINITY;
            for (String model : comparison.models()) {
                double error = typical(family, model);
                if (error < least) {
                    least = error;
                    best = model;
                }
            }
            if (!best.isEmpty()) {
                parts.add(family.name() + " " + best + " (" + Figures.error(least) + ")");
            }
        }
        if (!parts.isEmpty() && comparison.models().size() > 1) {
            sentences.add(
                    "Least error (NMSE, geometric mean over strengths of the median over seeds): "
                            + String.join(", ", parts)
                            + ".");
        }
    }

    /** The geometric mean of the medians; NaN if one is missing. */
    private double typical(StrengthFamily family, String model) {
        double sum = 0;
        for (StrengthFamily.Point point : family.points()) {
            sum += Math.log(comparison.median(point.task(), model));
        }
        return Math.exp(sum / family.points().size());
    }

    private String outcomes() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (TrialRecord trial : experiment.trials()) {
            counts.merge(trial.outcome(), 1, Integer::sum);
        }
        long stale = experiment.trials().stream().filter(TrialRecord::stale).count();
        int all = experiment.trials().size();
        if (all == 0) {
            return "The experiment has no trials.";
        }
        String text;
        if (counts.getOrDefault("completed", 0) == all) {
            text = all == 1 ? "The trial completed" : "All " + Figures.count(all) + " completed";
        } else {
            List<String> parts = new ArrayList<>();
            counts.forEach((outcome, count) -> parts.add(Figures.count(count) + " " + outcome));
            text = "Of " + Figures.count(all, "trial") + ": " + String.join(", ", parts);
        }
        long suspect =
                experiment.trials().stream()
                        .filter(trial -> trial.judgement().suspect().isPresent())
                        .count();
        if (suspect > 0) {
            text += "; " + Figures.count(suspect) + " SUSPECT: too good to be true";
        }
        if (stale > 0) {
            text += "; " + Figures.count(stale) + " STALE: made by other versions of their plugins";
        }
        return text + ".";
    }
}
