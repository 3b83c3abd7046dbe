// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.seqmem.runtime.report.statistics.Spread;

/** What an experiment asked and what came out, in a few sentences made from its data. */
public final class Summary {

    /** In one sentence. */
    private static final int MOST_PARTS = 4;

    /** The model with the least typical error on some tasks. */
    private record Best(String name, List<String> tasks, String model, double error) {}

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

    /**
     * What came out, in at most three sentences: the best, where models fall off, and whether
     * anything went wrong or is not to be relied on.
     */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        List<Best> best = best();
        if (!best.isEmpty()) {
            sentences.add("Least error (NMSE): " + some(best, this::words, "heat map") + ".");
        }
        List<String> falls = comparison.falls();
        if (!falls.isEmpty()) {
            sentences.add(
                    "NMSE above "
                            + Findings.THRESHOLD
                            + ": "
                            + some(falls, fall -> fall, "statistics")
                            + ".");
        } else if (!best.isEmpty() && comparison.models().stream().allMatch(this::learnsAll)) {
            sentences.add(
                    comparison.models().size() == 1
                            ? "It learns every task."
                            : "Every model learns every task.");
        }
        sentences.add(outcomes());
        return sentences;
    }

    /** As many parts as one reads, and where the others are. */
    private static <T> String some(List<T> parts, Function<T, String> words, String place) {
        String shown =
                parts.stream().limit(MOST_PARTS).map(words).collect(Collectors.joining(", "));
        return parts.size() <= MOST_PARTS
                ? shown
                : shown + " and " + (parts.size() - MOST_PARTS) + " more (see " + place + ")";
    }

    private boolean learnsAll(String model) {
        return comparison.tasks().stream()
                .allMatch(task -> comparison.median(task, model) < Findings.THRESHOLD);
    }

    /** The best model of each memory function, and of each task that stands alone. */
    private List<Best> best() {
        List<Best> parts = new ArrayList<>();
        Set<String> alone = new LinkedHashSet<>(comparison.tasks());
        for (StrengthFamily family : comparison.families()) {
            List<String> tasks = family.points().stream().map(StrengthFamily.Point::task).toList();
            tasks.forEach(alone::remove);
            best(family.name(), tasks.stream().filter(comparison::known).toList(), parts);
        }
        alone.forEach(task -> best(task, List.of(task), parts));
        return parts;
    }

    private void best(String name, List<String> tasks, List<Best> parts) {
        String best = "";
        double least = Double.POSITIVE_INFINITY;
        for (String model : comparison.models()) {
            double error = typical(tasks, model);
            if (error < least) {
                least = error;
                best = model;
            }
        }
        if (!best.isEmpty()) {
            parts.add(new Best(name, tasks, best, least));
        }
    }

    private String words(Best best) {
        return best.name()
                + " "
                + best.model()
                + " ("
                + Figures.error(best.error())
                + range(best.tasks(), best.model())
                + ")";
    }

    /** From the least to the largest error of all strengths and seeds; nothing for one trial. */
    private String range(List<String> tasks, String model) {
        return Spread.of(
                        compared.trials().stream()
                                .filter(trial -> trial.model().equals(model))
                                .filter(trial -> tasks.contains(trial.task()))
                                .flatMapToDouble(trial -> trial.nmse().stream())
                                .toArray())
                .filter(spread -> spread.count() > 1)
                .map(
                        spread ->
                                " ["
                                        + Figures.error(spread.low())
                                        + " to "
                                        + Figures.error(spread.high())
                                        + "]")
                .orElse("");
    }

    /** The geometric mean of the medians; NaN if one is missing. */
    private double typical(List<String> tasks, String model) {
        double sum = 0;
        for (String task : tasks) {
            sum += Math.log(comparison.median(task, model));
        }
        return Math.exp(sum / tasks.size());
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
        long errors = experiment.trials().stream().filter(t -> t.nmse().isPresent()).count();
        if (experiment.seeds().size() == 1 && errors > 1) {
            text += "; one seed only, so a small difference may be luck";
        }
        return text + ".";
    }
}
