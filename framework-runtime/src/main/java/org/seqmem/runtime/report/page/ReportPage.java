// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.seqmem.runtime.provenance.Sha256;
import org.seqmem.runtime.report.BestByValidation;
import org.seqmem.runtime.report.Environments;
import org.seqmem.runtime.report.ExperimentRecord;
import org.seqmem.runtime.report.Figures;
import org.seqmem.runtime.report.Findings;
import org.seqmem.runtime.report.Summary;
import org.seqmem.runtime.report.TrialRecord;
import org.seqmem.runtime.report.figure.Figure;
import org.seqmem.runtime.report.figure.Plot;
import org.seqmem.runtime.report.figure.Thinning;
import org.seqmem.runtime.report.gallery.Curves;
import org.seqmem.runtime.report.gallery.Gallery;
import org.seqmem.runtime.report.statistics.Proportion;
import org.seqmem.runtime.report.statistics.Ranks;
import org.seqmem.runtime.report.statistics.Spread;
import org.seqmem.runtime.trial.TrialResult;

/** The page of one experiment. */
public final class ReportPage {

    /** Of the table of medians and spreads: more tasks than this nobody reads in a page. */
    private static final int MOST_TASKS = 100;

    /** Of a line of a trial that opens. */
    private static final int MOST_PLACES_OF_ONE = 2_000;

    /** Of such lines, one a trial: a trial has up to four of them, at some 30 bytes a place. */
    private static final int MOST_PLACES_OF_ALL = 60_000;

    private final ExperimentRecord experiment;
    private final ExperimentRecord compared;
    private final Gallery gallery;
    private final Curves curves;
    private final Environments environments;
    private final String version;
    private final String state;

    /**
     * @param experiment what it shows
     * @param gallery its figures
     * @param curves of its trials
     * @param environments that its trials were run in
     * @param version of Seqmem
     * @param state what it is made of, by which it is known again
     */
    public ReportPage(
            ExperimentRecord experiment,
            Gallery gallery,
            Curves curves,
            Environments environments,
            String version,
            String state) {
        this.experiment = experiment;
        this.compared = experiment.compared();
        this.gallery = gallery;
        this.curves = curves;
        this.environments = environments;
        this.version = version;
        this.state = state;
    }

    /**
     * The page.
     *
     * @param figures thin enough for a page
     * @param files names and places of the files of each figure, by its id
     * @param command runs the experiment again
     * @param refresh after how many seconds the page loads itself again; empty if it is final
     */
    public String html(
            List<Figure> figures,
            Map<String, List<String[]>> files,
            String command,
            OptionalInt refresh) {
        Summary summary = new Summary(experiment);
        Page page = new Page(experiment.name(), summary.question(), summary.sentences());
        for (Figure figure : figures) {
            page.figure(figure, files.getOrDefault(figure.id(), List.of()));
        }
        experiment.best().ifPresent(best -> page.section("chosen", "Chosen values", chosen(best)));
        page.section("statistics", "Statistics", statistics());
        page.section("trials", "Trials", trials());
        page.section("provenance", "Provenance", provenance(command));
        ObjectNode data = page.data();
        if (refresh.isPresent()) {
            data.put("refresh", refresh.getAsInt());
        } else {
            page.madeOf(state);
        }
        new TrialData(
                        experiment,
                        experiment.best().map(BestByValidation::trialIds).orElse(Set.of()))
                .write(data);
        plots(page);
        return page.html();
    }

    /** What opens with each trial. */
    private void plots(Page page) {
        Map<String, List<Plot>> made = new LinkedHashMap<>();
        for (TrialRecord trial : experiment.trials()) {
            List<Plot> plots = gallery.of(trial);
            if (!plots.isEmpty()) {
                made.put(trial.id(), plots);
            }
        }
        int most = Math.min(MOST_PLACES_OF_ONE, MOST_PLACES_OF_ALL / Math.max(1, made.size()));
        ObjectNode node = page.data().putObject("plots");
        made.forEach(
                (id, plots) -> {
                    Figure whole = new Figure("trial-" + id, "", "", List.copyOf(plots), List.of());
                    Figure thin = Thinning.of(whole, most, "seqmem export");
                    ObjectNode trial = node.putObject(id);
                    ArrayNode panels = trial.putArray("panels");
                    thin.panels().forEach(panel -> panels.add(page.panel(panel)));
                    thin.notes().forEach(trial.putArray("notes")::add);
                });
    }

    // ---- a choice by validation ----

    private static String chosen(BestByValidation best) {
        List<String> head = new ArrayList<>(List.of("task"));
        head.addAll(best.columns());
        return "<p>"
                + Html.text(best.sentence())
                + " Figures and statistics go by these trials; the table of trials has all.</p>\n"
                + Html.table(best.title(), head, best.rows());
    }

    // ---- statistics ----

    private String statistics() {
        StringBuilder html = new StringBuilder();
        List<String> notes = new ArrayList<>();
        int seeds = compared.seeds().size();
        if (seeds == 1) {
            notes.add(
                    "One seed: there is no spread over seeds, and nothing here says how surely a"
                            + " model would do as well again.");
        }
        notes.add(
                "Learnt: an NMSE below "
                        + Findings.THRESHOLD
                        + ". Intervals of shares are Wilson's, at 95 %, and take trainings on"
                        + " different tasks for draws of one kind. Trainings that did not come to"
                        + " an end count as not learnt and rank last. The best model of a memory"
                        + " function has the least geometric mean, over its strengths, of the median"
                        + " over seeds, followed by the least and the largest error.");
        html.append(Html.list("notes", notes));
        List<String> findings = compared.comparison().findings();
        if (!findings.isEmpty()) {
            html.append("<h3>Where models fall off</h3>\n").append(Html.list("", findings));
        }
        Optional<Ranks> ranks = gallery.ranks();
        List<String> head = new ArrayList<>(List.of("model", "learnt", "share", "interval"));
        head.addAll(List.of("median NMSE", "least", "largest"));
        ranks.ifPresent(known -> head.add("mean rank"));
        List<List<String>> rows = new ArrayList<>();
        List<String> models = compared.models();
        for (int i = 0; i < models.size(); i++) {
            String model = models.get(i);
            List<String> row = row(model, trial -> trial.model().equals(model));
            if (ranks.isPresent()) {
                row.add(String.format(Locale.ROOT, "%.2f", ranks.get().means()[i]));
            }
            rows.add(row);
        }
        html.append(Html.table("Each model over all its trials that have ended", head, rows));
        ranks.ifPresentOrElse(
                known -> html.append("<p>").append(Html.text(test(known))).append("</p>\n"),
                () -> html.append("<p>").append(Html.text(noTest())).append("</p>\n"));
        html.append("<details><summary>Every task and model</summary>\n");
        html.append(cells()).append("</details>\n");
        return html.toString();
    }

    private List<String> row(String title, Predicate<TrialRecord> of) {
        List<TrialRecord> ended =
                compared.trials().stream()
                        .filter(of)
                        .filter(trial -> trial.result().isPresent())
                        .toList();
        Proportion learnt = learnt(ended);
        double[] interval = learnt.interval();
        List<String> row = new ArrayList<>();
        row.add(title);
        row.add(learnt.successes() + " of " + learnt.trials());
        row.add(learnt.trials() == 0 ? "" : percent(learnt.share()));
        row.add(learnt.trials() == 0 ? "" : percent(interval[0]) + " to " + percent(interval[1]));
        Optional<Spread> spread =
                Spread.of(ended.stream().flatMapToDouble(t -> t.nmse().stream()).toArray());
        row.add(spread.map(s -> Figures.error(s.median())).orElse(""));
        row.add(spread.map(s -> Figures.error(s.low())).orElse(""));
        row.add(spread.map(s -> Figures.error(s.high())).orElse(""));
        return row;
    }

    private static Proportion learnt(List<TrialRecord> ended) {
        int count =
                (int)
                        ended.stream()
                                .filter(
                                        trial ->
                                                trial.nmse().isPresent()
                                                        && trial.nmse().getAsDouble()
                                                                < Findings.THRESHOLD)
                                .count();
        return new Proportion(count, ended.size());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private static String test(Ranks ranks) {
        return String.format(
                Locale.ROOT,
                "Friedman's test of equal ranks over %d tasks: chi2 = %.2f, p = %.2g. Nemenyi's"
                        + " critical difference at 5 %%: %.2f ranks; the figure of ranks joins what"
                        + " is not told apart.",
                ranks.tasks(),
                ranks.chiSquared(),
                ranks.pValue(),
                ranks.criticalDifference());
    }

    private String noTest() {
        return "No test of ranks: it needs three models and two tasks on which each of them has a"
                + " result. seqmem compare tests two models pair by pair.";
    }

    private String cells() {
        List<String> models = compared.models();
        Map<String, Map<String, List<TrialRecord>>> cells = new LinkedHashMap<>();
        for (TrialRecord trial : compared.trials()) {
            cells.computeIfAbsent(trial.task(), task -> new LinkedHashMap<>())
                    .computeIfAbsent(trial.model(), model -> new ArrayList<>())
                    .add(trial);
        }
        List<String> head = new ArrayList<>(List.of("task"));
        head.addAll(models);
        List<List<String>> rows = new ArrayList<>();
        cells.forEach(
                (task, byModel) -> {
                    if (rows.size() < MOST_TASKS) {
                        List<String> row = new ArrayList<>(List.of(task));
                        models.forEach(
                                model -> row.add(cell(byModel.getOrDefault(model, List.of()))));
                        rows.add(row);
                    }
                });
        String left =
                cells.size() > rows.size()
                        ? " (the first "
                                + rows.size()
                                + " of "
                                + cells.size()
                                + " tasks; the CSV file of the heat map has all)"
                        : "";
        return Html.table(
                "Median NMSE, from the least to the largest over seeds, and how many learnt" + left,
                head,
                rows);
    }

    private static String cell(List<TrialRecord> trials) {
        List<TrialRecord> ended = trials.stream().filter(t -> t.result().isPresent()).toList();
        Optional<Spread> spread =
                Spread.of(ended.stream().flatMapToDouble(t -> t.nmse().stream()).toArray());
        if (spread.isEmpty()) {
            return ended.stream()
                    .map(TrialRecord::outcome)
                    .distinct()
                    .collect(Collectors.joining(", "));
        }
        Spread known = spread.get();
        String range =
                known.count() == 1
                        ? " (one seed)"
                        : " ["
                                + Figures.error(known.low())
                                + " to "
                                + Figures.error(known.high())
                                + "]";
        Proportion learnt = learnt(ended);
        return Figures.error(known.median())
                + range
                + ", "
                + learnt.successes()
                + "/"
                + learnt.trials();
    }

    // ---- trials ----

    private String trials() {
        String left =
                curves.leftOut() == 0
                        ? ""
                        : "<p>Curves of "
                                + Figures.count(curves.leftOut())
                                + " trials are left out, so that the page stays light; seqmem show"
                                + " draws any, and seqmem export has all.</p>\n";
        return left
                + """
                <div class="controls">
                <label>search <input type="search" id="filter-text" autocomplete="off"></label>
                <label>task <select id="filter-task"></select></label>
                <label>model <select id="filter-model"></select></label>
                <label>outcome <select id="filter-outcome"></select></label>
                </div>
                <p id="count" role="status"></p>
                <div class="scroll"><table>
                <caption>Headings sort, a trial opens with its files</caption>
                <thead><tr id="head"></tr></thead>
                <tbody id="rows"></tbody>
                </table></div>
                <div class="pager"><button type="button" id="previous">Previous</button>
                <span id="page"></span>
                <button type="button" id="next">Next</button></div>
                """;
    }

    // ---- provenance ----

    private String provenance(String command) {
        List<Instant> ended =
                experiment.trials().stream()
                        .flatMap(trial -> trial.finishedAt().stream())
                        .sorted()
                        .toList();
        StringBuilder html = new StringBuilder("<dl>\n");
        fact(html, "Report made by", "Seqmem " + version);
        fact(
                html,
                "Experiment",
                experiment.name()
                        + ", revision "
                        + experiment.revision()
                        + ", first run "
                        + experiment.createdAt());
        fact(
                html,
                "Fingerprints of plugins",
                distinct(trial -> trial.result().map(TrialResult::fingerprint)));
        fact(
                html,
                "Trials ended",
                ended.isEmpty() ? "" : ended.get(0) + " to " + ended.get(ended.size() - 1));
        html.append("<dt>Again</dt><dd><code>").append(Html.text(command));
        html.append("</code>; a single trial with <code>");
        html.append(Html.text(Page.REPRODUCE)).append("</code></dd>\n</dl>\n");
        html.append(environments());
        if (!experiment.planned()) {
            html.append(
                    "<p>The plan could not be made again (a plugin is missing or has other keys");
            html.append(" now), so sizes of models and theory are left out, and a choice by");
            html.append(" validation is not made.</p>\n");
        }
        html.append("<details><summary>The experiment as it was resolved</summary>\n<pre>");
        html.append(Html.text(experiment.content())).append("</pre></details>\n");
        return html.toString();
    }

    private String environments() {
        if (environments.looked() == 0) {
            return "";
        }
        List<List<String>> rows = new ArrayList<>();
        environments
                .kinds()
                .forEach(
                        (kind, count) ->
                                rows.add(
                                        List.of(
                                                Figures.count(count),
                                                kind.machine().cpu(),
                                                kind.device()
                                                        + ", "
                                                        + Figures.count(kind.threads(), "thread"),
                                                kind.natives() + ", DJL " + kind.engine().djl(),
                                                "Java "
                                                        + kind.machine().java()
                                                        + ", "
                                                        + kind.machine().os().strip()
                                                        + " "
                                                        + kind.machine().arch(),
                                                kind.build().version()
                                                        + ", commit "
                                                        + shortened(kind.build().commit()))));
        List<List<String>> jars = new ArrayList<>();
        environments
                .jars()
                .forEach(
                        jar ->
                                jars.add(
                                        List.of(
                                                jar.title(),
                                                jar.version(),
                                                shortened(jar.sha256()))));
        return Html.table(
                        "Where and with what the trials were run",
                        List.of("trials", "processor", "device", "engine", "system", "Seqmem"),
                        rows)
                + Html.list("notes", environments.notes())
                + "<details><summary>Jars that made the trials</summary>\n"
                + Html.table(
                        "Each with the beginning of its SHA-256",
                        List.of("jar", "version", "SHA-256"),
                        jars)
                + "</details>\n";
    }

    /** A hash is known by its beginning; what is said behind it stays. */
    private static String shortened(String hash) {
        return hash.replaceFirst("^([0-9a-f]{" + Sha256.SHORT_DIGITS + "})[0-9a-f]+", "$1");
    }

    private String distinct(Function<TrialRecord, Optional<String>> of) {
        List<String> all =
                experiment.trials().stream()
                        .flatMap(trial -> of.apply(trial).stream())
                        .distinct()
                        .toList();
        int most = 10; // one per jar set: more is a mixture that nobody reads
        return all.size() <= most
                ? String.join(", ", all)
                : String.join(", ", all.subList(0, most)) + ", ... " + all.size() + " in all";
    }

    private static void fact(StringBuilder html, String term, String value) {
        html.append("<dt>").append(Html.text(term)).append("</dt><dd>");
        html.append(Html.text(value.isEmpty() ? "none" : value)).append("</dd>\n");
    }
}
