// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.seqmem.runtime.report.ExperimentPair;
import org.seqmem.runtime.report.Grid;
import org.seqmem.runtime.report.TrialRecord;
import org.seqmem.runtime.report.page.PageFile;
import org.seqmem.runtime.report.page.PairPage;
import org.seqmem.runtime.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two experiments pair by pair. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Compares two experiments: what differs in what was asked, and what came out, pair by",
            "pair of trials with the same task, model and seed, with tests. Also writes a page."
        })
public final class CompareCommand implements Callable<Integer> {

    /** Longer values are cut in the terminal; the page has them whole. */
    private static final int LONGEST_VALUE = 60;

    private final Console console;
    private final Experiments experiments;

    /** By what pairs are grouped. */
    enum Grouping {
        MODEL,
        TASK;

        String of(TrialRecord trial) {
            return this == MODEL ? trial.model() : trial.task();
        }
    }

    @Parameters(index = "0", paramLabel = "FIRST", description = "An experiment's name.")
    private String first = "";

    @Parameters(index = "1", paramLabel = "SECOND", description = "Another one's.")
    private String second = "";

    @Option(
            names = "--by",
            paramLabel = "GROUP",
            description = "A row per ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "model")
    private Grouping by = Grouping.MODEL;

    @Mixin private final RunsOption runs = new RunsOption();

    /** Made by the injector. */
    @Inject
    public CompareCommand(Console console, Experiments experiments) {
        this.console = console;
        this.experiments = experiments;
    }

    @Override
    public Integer call() {
        ExperimentPair pair;
        try (Store store = Store.openForReading(runs.directory())) {
            pair =
                    new ExperimentPair(
                            experiments.record(store, first, console::remark),
                            experiments.record(store, second, console::remark));
        }
        show(pair);
        Path page =
                PageFile.write(
                        runs.directory().resolve(first).resolve("compare-" + second + ".html"),
                        new PairPage(pair).html());
        console.line();
        ReportCommand.line(console, page);
        return ExitStatus.OK;
    }

    private void show(ExperimentPair pair) {
        List<ExperimentPair.Difference> differences = pair.differences();
        Grid asked = new Grid();
        asked.row("", first, second);
        for (ExperimentPair.Difference each : differences) {
            asked.row(each.key(), cut(each.first()), cut(each.second()));
        }
        asked.leftAligned(0).forEach(console::line);
        console.line();
        pair.notes().forEach(console::line);
        if (!pair.pairs().isEmpty()) {
            console.line();
            Grid grid = new Grid();
            grid.row(PairPage.head(""));
            new PairPage(pair).rows(by::of).forEach(grid::row);
            grid.rightAligned(0).forEach(console::line);
        }
    }

    private static String cut(String value) {
        String shown = value.isEmpty() ? "-" : value;
        return shown.length() <= LONGEST_VALUE
                ? shown
                : shown.substring(0, LONGEST_VALUE - 3) + "...";
    }
}
