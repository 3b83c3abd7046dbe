// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.page;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.seqmem.runtime.report.ExperimentPair;
import org.seqmem.runtime.report.ExperimentRecord;
import org.seqmem.runtime.report.Figures;
import org.seqmem.runtime.report.Summary;
import org.seqmem.runtime.report.TrialRecord;
import org.seqmem.runtime.report.figure.Thinning;
import org.seqmem.runtime.report.gallery.PairFigure;
import org.seqmem.runtime.report.statistics.Spread;

/** Two experiments side by side, as a page and as rows of a table. */
public final class PairPage {

    private final ExperimentPair pair;

    /** The page of two experiments. */
    public PairPage(ExperimentPair pair) {
        this.pair = pair;
    }

    /** Names of the columns of {@link #rows}. */
    public static List<String> head(String group) {
        return List.of(group, "pairs", "first", "second", "second / first", "better", "p");
    }

    /**
     * A row per group: medians of both, the factor between them with its spread, in how many pairs
     * the second is better, and the corrected probability of that among equals.
     *
     * @param by the group of a trial
     */
    public List<List<String>> rows(Function<TrialRecord, String> by) {
        return pair.groups(by).stream().map(PairPage::row).toList();
    }

    private static List<String> row(ExperimentPair.Group group) {
        return List.of(
                group.name(),
                Figures.count(group.pairs()),
                median(group.first()),
                median(group.second()),
                group.ratio().map(PairPage::factor).orElse("-"),
                group.test().map(t -> t.better() + " of " + t.pairs()).orElse("none differ"),
                Double.isNaN(group.pValue())
                        ? "-"
                        : String.format(Locale.ROOT, "%.2g", group.pValue()));
    }

    private static String factor(Spread ratio) {
        String median = String.format(Locale.ROOT, "%.2g", ratio.median());
        return ratio.count() == 1
                ? median
                : median + String.format(Locale.ROOT, " [%.2g to %.2g]", ratio.low(), ratio.high());
    }

    private static String median(Optional<Spread> errors) {
        return errors.map(spread -> Figures.error(spread.median())).orElse("-");
    }

    /** The page. */
    public String html() {
        ExperimentRecord first = pair.first();
        ExperimentRecord second = pair.second();
        Page page =
                new Page(
                        first.name() + " and " + second.name(),
                        "first: "
                                + new Summary(first).question()
                                + "; second: "
                                + new Summary(second).question(),
                        pair.notes());
        PairFigure.of(pair).ifPresent(figure -> page.figure(Thinning.of(figure), List.of()));
        page.section(
                "outcomes",
                "What came out",
                Html.table("By model; medians of NMSE", head("model"), rows(TrialRecord::model))
                        + Html.table("By task", head("task"), rows(TrialRecord::task)));
        List<List<String>> differences = new ArrayList<>();
        for (ExperimentPair.Difference each : pair.differences()) {
            differences.add(List.of(each.key(), each.first(), each.second()));
        }
        page.section(
                "differences",
                "What was asked",
                Html.table(
                        "Keys that differ",
                        List.of("key", first.name(), second.name()),
                        differences));
        page.data().putObject("plots");
        new TrialData(both(), chosen()).write(page.data());
        return page.html();
    }

    /** The trials of both, so that a dot opens one. */
    private ExperimentRecord both() {
        List<TrialRecord> trials = new ArrayList<>(pair.first().trials());
        Set<String> known = new HashSet<>();
        trials.forEach(trial -> known.add(trial.id()));
        pair.second().trials().stream()
                .filter(trial -> !known.contains(trial.id()))
                .forEach(trials::add);
        return pair.first().with(trials);
    }

    private Set<String> chosen() {
        return Stream.of(pair.first(), pair.second())
                .flatMap(experiment -> experiment.best().stream())
                .flatMap(best -> best.trialIds().stream())
                .collect(Collectors.toSet());
    }
}
