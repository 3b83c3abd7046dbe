// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.gallery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.seqmem.runtime.report.TrialRecord;
import org.seqmem.runtime.report.figure.Axis;
import org.seqmem.runtime.report.figure.Figure;
import org.seqmem.runtime.report.figure.Ink;
import org.seqmem.runtime.report.figure.Layer;
import org.seqmem.runtime.report.figure.Plot;
import org.seqmem.runtime.report.statistics.Ranks;
import org.seqmem.runtime.report.statistics.Spread;

/**
 * Mean ranks over tasks, with the groups that cannot be told apart joined: the critical difference.
 */
final class RanksFigure {

    private final Subject subject;

    RanksFigure(Subject subject) {
        this.subject = subject;
    }

    /** The ranks over the tasks on which every model has a result; empty if there is no test. */
    Optional<Ranks> ranks() {
        List<double[]> rows = new ArrayList<>();
        for (String task : subject.tasks()) {
            double[] row =
                    subject.models().stream()
                            .mapToDouble(model -> standing(task, model).orElse(Double.NaN))
                            .toArray();
            if (row.length > 0 && Arrays.stream(row).noneMatch(Double::isNaN)) {
                rows.add(row);
            }
        }
        return Ranks.of(rows.toArray(new double[0][]));
    }

    /** The median error; infinite if no training came to an end, since that is worse than any. */
    private OptionalDouble standing(String task, String model) {
        List<TrialRecord> trials = subject.cell(task, model);
        Optional<Spread> errors = Spread.of(Subject.errors(trials));
        if (errors.isPresent()) {
            return OptionalDouble.of(errors.get().median());
        }
        boolean ended = !trials.isEmpty() && trials.stream().allMatch(t -> t.result().isPresent());
        return ended ? OptionalDouble.of(Double.POSITIVE_INFINITY) : OptionalDouble.empty();
    }

    Optional<Figure> figure() {
        return ranks().map(this::figure);
    }

    private Figure figure(Ranks ranks) {
        List<Integer> order = ranks.order();
        List<String> upwards = new ArrayList<>();
        order.forEach(j -> upwards.add(subject.models().get(j)));
        Collections.reverse(upwards);
        int rows = order.size();
        List<Layer> layers = new ArrayList<>();
        List<Layer.Segments.Piece> bars = new ArrayList<>();
        List<int[]> cliques = ranks.cliques();
        for (int[] clique : cliques) {
            // each group a little to the right of its worst member, so that bars do not overlap
            double x = ranks.means()[order.get(clique[1])] + 0.12;
            bars.add(
                    new Layer.Segments.Piece(
                            Layer.Mark.at(x, rows - 1.0 - clique[0] + 0.2),
                            Layer.Mark.at(x, rows - 1.0 - clique[1] - 0.2)));
        }
        layers.add(new Layer.Segments("not told apart", Ink.NEUTRAL, bars));
        for (int place = 0; place < rows; place++) {
            String model = subject.models().get(order.get(place));
            layers.add(
                    new Layer.Dots(
                            model,
                            subject.ink(model),
                            List.of(
                                    Layer.Mark.at(
                                            ranks.means()[order.get(place)], rows - 1.0 - place))));
        }
        layers.add(
                new Layer.Labels(
                        "ranks",
                        Ink.NEUTRAL,
                        List.of(
                                new Layer.Labels.Word(1, 0, ""),
                                new Layer.Labels.Word(rows, 0, ""))));
        return new Figure(
                "critical-difference",
                "Ranks over tasks",
                "A row per model, the best above: its mean rank over "
                        + ranks.tasks()
                        + " tasks as a dot. Models joined by a vertical bar differ by less than the"
                        + " critical difference and are not told apart.",
                List.of(
                        new Plot(
                                "",
                                Axis.of("mean rank (1 is best)", Axis.Scale.LINEAR),
                                Axis.of("", upwards),
                                layers)),
                List.of(sentence(ranks), seeds()));
    }

    private static String sentence(Ranks ranks) {
        return String.format(
                Locale.ROOT,
                "Friedman's test over %d tasks: chi2 = %.2f, p = %.2g, so the models %s at 5 %%."
                        + " Nemenyi's critical difference is %.2f ranks.%s",
                ranks.tasks(),
                ranks.chiSquared(),
                ranks.pValue(),
                ranks.different() ? "differ" : "are not shown to differ",
                ranks.criticalDifference(),
                ranks.different() ? "" : " The order may be chance.");
    }

    private String seeds() {
        return subject.severalSeeds()
                ? "Ranked by the median over seeds; a training that did not come to its end ranks"
                        + " last."
                : "One seed: the test is about tasks, not about luck in training.";
    }
}
