// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.seqmem.runtime.report.Figures;
import org.seqmem.runtime.report.Grid;
import org.seqmem.runtime.store.ExperimentRevision;
import org.seqmem.runtime.store.ExperimentTrial;
import org.seqmem.runtime.store.Store;
import org.seqmem.runtime.trial.TrialResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists the trials of an experiment, or the experiments. */
@Command(
        name = "trials",
        mixinStandardHelpOptions = true,
        description =
                "Lists the trials of an experiment with their results; without a name, the experiments.")
public final class TrialsCommand implements Callable<Integer> {

    /** More lines than this nobody reads; --json has them all. */
    private static final int MOST_LINES = 500;

    private final Console console;

    @Parameters(paramLabel = "EXPERIMENT", arity = "0..1", description = "The experiment's name.")
    private Optional<String> experiment = Optional.empty();

    @Mixin private final RunsOption runs = new RunsOption();
    @Mixin private final JsonOutput json = new JsonOutput();

    /** Made by the injector. */
    @Inject
    public TrialsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Store store = Store.openForReading(runs.directory())) {
            if (experiment.isPresent()) {
                trials(store, experiment.get());
            } else {
                experiments(store.experiments());
            }
        }
        return ExitStatus.OK;
    }

    private void experiments(List<ExperimentRevision> experiments) {
        if (json.wanted()) {
            ArrayNode array = JsonOutput.array();
            for (ExperimentRevision experiment : experiments) {
                array.addObject()
                        .put("name", experiment.name())
                        .put("revision", experiment.revision())
                        .put("trials", experiment.trials())
                        .put("created", experiment.createdAt().toString());
            }
            JsonOutput.write(console, array);
            return;
        }
        Grid grid = new Grid();
        grid.row("experiment", "revision", "trials", "created");
        for (ExperimentRevision experiment : experiments) {
            grid.row(
                    experiment.name(),
                    String.valueOf(experiment.revision()),
                    Figures.count(experiment.trials()),
                    experiment.createdAt().toString());
        }
        grid.leftAligned(0).forEach(console::line);
    }

    private void trials(Store store, String name) {
        List<ExperimentTrial> trials =
                json.wanted() ? store.trialsOf(name) : store.firstTrialsOf(name, MOST_LINES);
        Map<String, String> suspicions =
                store.suspicions(trials.stream().map(ExperimentTrial::trialId).toList());
        if (json.wanted()) {
            ArrayNode array = JsonOutput.array();
            for (ExperimentTrial trial : trials) {
                ObjectNode object = array.addObject();
                describe(trial, object);
                String reason = suspicions.get(trial.trialId());
                if (reason != null) {
                    object.put("suspect", reason);
                }
            }
            JsonOutput.write(console, array);
            return;
        }
        Grid grid = new Grid();
        grid.row("trial", "task", "model", "seed", "outcome", "nmse", "time");
        for (ExperimentTrial trial : trials) {
            Optional<TrialResult> result = trial.result();
            grid.row(
                    trial.trialId(),
                    trial.row(),
                    trial.column(),
                    String.valueOf(trial.seed()),
                    result.map(TrialsCommand::outcome).orElse("-")
                            + (suspicions.containsKey(trial.trialId()) ? " SUSPECT" : ""),
                    result.map(TrialResult::metrics)
                            .map(metrics -> metrics.get("nmse"))
                            .map(Figures::error)
                            .orElse("-"),
                    result.map(ended -> Figures.span(ended.seconds())).orElse("-"));
        }
        grid.leftAligned(0).forEach(console::line);
        if (trials.size() == MOST_LINES) {
            int more = store.experiment(name).trials() - MOST_LINES;
            if (more > 0) {
                console.line("... and " + Figures.count(more) + " more; --json lists them all");
            }
        }
    }

    private static void describe(ExperimentTrial trial, ObjectNode object) {
        object.put("trial_id", trial.trialId())
                .put("task", trial.row())
                .put("model", trial.column())
                .put("seed", trial.seed());
        trial.result()
                .ifPresent(
                        result -> {
                            object.put("outcome", outcome(result))
                                    .put("steps", result.steps())
                                    .put("seconds", result.seconds())
                                    .put("parameters", result.parameters());
                            result.message().ifPresent(message -> object.put("message", message));
                            ObjectNode metrics = object.putObject("metrics");
                            result.metrics().forEach(metrics::put);
                        });
    }

    static String outcome(TrialResult result) {
        return result.outcome().name().toLowerCase(Locale.ROOT);
    }
}
