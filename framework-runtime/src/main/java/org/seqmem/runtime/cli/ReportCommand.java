// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.seqmem.runtime.provenance.Build;
import org.seqmem.runtime.report.Environments;
import org.seqmem.runtime.report.ExperimentRecord;
import org.seqmem.runtime.report.TrialRecord;
import org.seqmem.runtime.report.gallery.Curves;
import org.seqmem.runtime.report.page.ReportFiles;
import org.seqmem.runtime.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the report of an experiment. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the report of an experiment: RUNS/EXPERIMENT/report.html, a page that needs",
            "nothing beside it, and figures/ with each figure as SVG, PNG and CSV."
        })
public final class ReportCommand implements Callable<Integer> {

    /** How often the page is made anew while a sweep runs, in seconds. */
    private static final int REFRESH = 10;

    /** How many trials are stale, where the plan cannot be made again. */
    private static final int NOT_KNOWN = -1;

    private final Console console;
    private final Experiments experiments;

    @Parameters(paramLabel = "EXPERIMENT", description = "The experiment's name.")
    private String experiment = "";

    @Mixin private final RunsOption runs = new RunsOption();

    @Option(
            names = "--watch",
            description = {
                "Keeps the page fresh while a sweep runs, and ends when all trials have ended.",
                "An open page loads itself again."
            })
    private boolean watch;

    /** Made by the injector. */
    @Inject
    public ReportCommand(Console console, Experiments experiments) {
        this.console = console;
        this.experiments = experiments;
    }

    @Override
    public Integer call() {
        if (watch) {
            watch();
        }
        line(console, write());
        return ExitStatus.OK;
    }

    private void watch() {
        CountDownLatch leaving = new CountDownLatch(1);
        try (Interrupts interrupts = new Interrupts(leaving::countDown)) {
            new ReportWatch(
                            this::writeRefreshing,
                            () -> leaving.await(REFRESH, TimeUnit.SECONDS) || interrupts.happened())
                    .watch(
                            page -> {
                                line(console, page);
                                console.line("fresh every " + REFRESH + " s; leave with Ctrl-C");
                            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Path> writeRefreshing() {
        try (Store store = Store.openForReading(runs.directory())) {
            ExperimentRecord record = experiments.record(store, experiment, text -> {});
            return ReportWatch.isOver(record)
                    ? Optional.empty()
                    : Optional.of(
                            files(record, store, runs.directory())
                                    .writePage(OptionalInt.of(REFRESH)));
        }
    }

    private Path write() {
        try (Store store = Store.openForReading(runs.directory())) {
            ExperimentRecord record = experiments.record(store, experiment, console::remark);
            return files(record, store, runs.directory()).write(console::remark);
        }
    }

    /** Writes the page of an experiment, unless it is up to date, and says where it is. */
    static void page(Store store, ExperimentRecord record, Path runs, Console console) {
        String name = record.name();
        line(
                console,
                ReportFiles.current(runs, name, version(), state(store, name, stale(record)))
                        .orElseGet(
                                () -> files(record, store, runs).writePage(OptionalInt.empty())));
    }

    private static ReportFiles files(ExperimentRecord record, Store store, Path runs) {
        return new ReportFiles(
                record,
                Curves.read(record, store, runs),
                Environments.read(record, runs),
                version(),
                state(store, record.name(), stale(record)),
                runs);
    }

    /** All that a page depends on, but for the version of Seqmem. */
    private static String state(Store store, String name, int stale) {
        return store.standing(name) + ", " + stale + " stale";
    }

    private static int stale(ExperimentRecord record) {
        return record.planned()
                ? (int) record.trials().stream().filter(TrialRecord::stale).count()
                : NOT_KNOWN;
    }

    private static String version() {
        Build build = Build.here();
        return build.version() + ", commit " + build.commit();
    }

    /** Says where a report is. */
    static void line(Console console, Path page) {
        console.line(console.faint("report") + "   " + page);
    }
}
