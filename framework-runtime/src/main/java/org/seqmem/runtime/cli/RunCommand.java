// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.launch.Rerun;
import org.seqmem.runtime.launch.RunSummary;
import org.seqmem.runtime.plan.CostModel;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.report.Comparison;
import org.seqmem.runtime.report.ExperimentRecord;
import org.seqmem.runtime.report.Figures;
import org.seqmem.runtime.report.TrialRecord;
import org.seqmem.runtime.run.Experiment;
import org.seqmem.runtime.run.ExperimentFiles;
import org.seqmem.runtime.run.ExperimentRun;
import org.seqmem.runtime.run.ExperimentRuns;
import org.seqmem.runtime.store.Store;
import org.seqmem.runtime.trial.TrialDirectory;
import org.seqmem.runtime.trial.TrialResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains what an experiment consists of and has not been trained yet, and compares. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Trains the trials of an experiment and compares them.",
            "What has been trained before is not trained again: the same command goes on where it was."
        })
public final class RunCommand implements Callable<Integer> {

    private static final int FAILURES_SHOWN = 5;

    private static final double NANOS_PER_SECOND = 1e9;

    private final Console console;
    private final ExperimentFiles files;
    private final ExperimentRuns experimentRuns;

    @Mixin private final ExperimentOptions options = new ExperimentOptions();
    @Mixin private final RunsOption runs = new RunsOption();

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "How many trials run at a time (default: one per core).")
    private Optional<Integer> workers = Optional.empty();

    @Option(names = "--in-process", description = "Runs trials in this process, for debuggers.")
    private boolean inProcess;

    @Option(names = "--fail-fast", description = "Stops at the first trial that fails.")
    private boolean failFast;

    @Option(
            names = "--rerun",
            paramLabel = "KIND",
            split = ",",
            description = "Runs finished trials again: ${COMPLETION-CANDIDATES}.")
    private List<Rerun> rerun = new ArrayList<>();

    @Option(names = "--dry-run", description = "Shows the plan and trains nothing.")
    private boolean dryRun;

    /** Made by the injector. */
    @Inject
    public RunCommand(Console console, ExperimentFiles files, ExperimentRuns experimentRuns) {
        this.console = console;
        this.files = files;
        this.experimentRuns = experimentRuns;
    }

    @Override
    public Integer call() {
        Experiment experiment = files.read(options.file(), overrides());
        if (dryRun) {
            PlanCommand.show(console, experiment.plan());
            return ExitStatus.OK;
        }
        try (Store store = experimentRuns.store(runs.directory())) {
            return run(experiment, store);
        }
    }

    private List<String> overrides() {
        List<String> overrides = new ArrayList<>(options.overrides());
        workers.ifPresent(count -> overrides.add("launcher.workers=" + count));
        if (inProcess) {
            overrides.add("launcher.in-process=true");
        }
        return overrides;
    }

    private int run(Experiment experiment, Store store) {
        RunDisplay display = new RunDisplay(console, new CostModel(), System::nanoTime, store);
        long start = System.nanoTime();
        RunSummary summary;
        boolean interrupted;
        try (ExperimentRun run =
                        experimentRuns.open(experiment, store, runs.directory(), List.of(display));
                Interrupts interrupts = new Interrupts(() -> stop(run, display))) {
            display.published(run.places());
            summary = run.run(Set.copyOf(rerun), failFast);
            interrupted = interrupts.happened();
        } finally {
            display.clear();
        }
        double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
        if (interrupted) {
            console.line(
                    "Interrupted: "
                            + counts(summary)
                            + ". The same command goes on:  seqmem run "
                            + options.file());
        } else {
            report(experiment, store, display, summary, seconds);
        }
        return summary.allCompleted() ? ExitStatus.OK : ExitStatus.INCOMPLETE;
    }

    private static void stop(ExperimentRun run, RunDisplay display) {
        display.noted("stopping: what runs writes its checkpoints (press again to leave at once)");
        run.stop();
    }

    private void report(
            Experiment experiment,
            Store store,
            RunDisplay display,
            RunSummary summary,
            double seconds) {
        Plan plan = experiment.plan();
        failures(display);
        if (summary.reused() < plan.trials().size()) {
            console.line(counts(summary) + "      " + Figures.span(seconds));
        }
        if (summary.unmeasured() > 0) {
            console.line(
                    Figures.count(summary.unmeasured(), "completed trial")
                            + " without some of the metrics");
        }
        if (summary.stale() > 0) {
            console.line(
                    Figures.count(summary.stale(), "trial")
                            + " STALE: made by other versions of their plugins; --rerun stale"
                            + " makes them anew");
        }
        ExperimentRecord record = ExperimentRecord.read(store, plan.name(), Optional.of(plan));
        suspects(record);
        console.line();
        Comparison comparison = record.comparison();
        comparison.table(console.columns()).forEach(console::line);
        record.best()
                .ifPresent(
                        chosen -> {
                            console.line();
                            chosen.table().forEach(console::line);
                        });
        List<String> findings = comparison.findings();
        if (!findings.isEmpty()) {
            console.line();
            findings.forEach(console::line);
        }
        console.line();
        try {
            ReportCommand.page(store, record, runs.directory(), console);
        } catch (SeqmemException unwritable) { // the results are safe all the same
            console.remark(String.valueOf(unwritable.getMessage()));
        }
        console.line(
                console.faint("next") + "     seqmem trials " + plan.name() + "     " + next(plan));
    }

    private void suspects(ExperimentRecord record) {
        List<String> sentences = new ArrayList<>();
        for (TrialRecord trial : record.trials()) {
            trial.judgement()
                    .suspect()
                    .ifPresent(
                            reason ->
                                    sentences.add(
                                            trial.id()
                                                    + "  "
                                                    + trial.model()
                                                    + " | "
                                                    + trial.task()
                                                    + ": "
                                                    + reason));
        }
        if (sentences.isEmpty()) {
            return;
        }
        console.line(Figures.count(sentences.size(), "trial") + " SUSPECT: too good to be true");
        sentences.stream().limit(FAILURES_SHOWN).forEach(text -> console.line("  " + text));
        if (sentences.size() > FAILURES_SHOWN) {
            console.line("  ... and " + (sentences.size() - FAILURES_SHOWN) + " more");
        }
    }

    private String next(Plan plan) {
        return plan.seeds().size() == 1
                ? "seqmem run " + options.file() + " --set 'experiment.seeds=[1,2,3]'"
                : "seqmem show " + plan.trials().get(0).id();
    }

    private static String counts(RunSummary summary) {
        String text =
                String.format(
                        Locale.ROOT,
                        "%,d completed, %,d diverged, %,d failed",
                        summary.completed(),
                        summary.diverged(),
                        summary.failed());
        if (summary.stopped() > 0) {
            text += ", " + Figures.count(summary.stopped()) + " in the middle";
        }
        return summary.pending() == 0
                ? text
                : text + ", " + Figures.count(summary.pending()) + " not begun";
    }

    private void failures(RunDisplay display) {
        Map<String, TrialResult> failures = display.failures();
        failures.entrySet().stream()
                .limit(FAILURES_SHOWN)
                .forEach(
                        failure -> {
                            String id = failure.getKey();
                            console.remark(
                                    "trial "
                                            + id
                                            + " ("
                                            + display.labelOfFailed(id)
                                            + ") failed: "
                                            + failure.getValue()
                                                    .message()
                                                    .orElse("no reason given"));
                            Path log =
                                    TrialDirectory.of(runs.directory(), id)
                                            .resolve(TrialDirectory.LOG);
                            console.remark("  log   " + log);
                        });
        if (failures.size() > FAILURES_SHOWN) {
            console.remark("... and " + (failures.size() - FAILURES_SHOWN) + " more");
        }
        if (!failures.isEmpty()) {
            console.remark("  again   seqmem run " + options.file() + " --rerun failed");
        }
    }
}
