// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.config.TrialRules;
import org.seqmem.runtime.launch.PlannedTrialWriter;
import org.seqmem.runtime.plan.CostModel;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.PlanRow;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.provenance.Provenances;
import org.seqmem.runtime.report.Figures;
import org.seqmem.runtime.report.Grid;
import org.seqmem.runtime.run.Experiment;
import org.seqmem.runtime.run.ExperimentFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what an experiment consists of, without training anything. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description =
                "Shows the trials of an experiment, their facts and what they cost, without training.")
public final class PlanCommand implements Callable<Integer> {

    /** More lines than this nobody reads; --json has them all. */
    private static final int MOST_LINES = 500;

    private final Console console;
    private final ExperimentFiles files;
    private final Provenances provenances;

    @Mixin private final ExperimentOptions options = new ExperimentOptions();
    @Mixin private final JsonOutput json = new JsonOutput();

    @Option(
            names = "--write-specs",
            paramLabel = "DIR",
            description = {
                "Writes the specification of every trial into DIR, as <id>.json, and their ids, one a",
                "line, into DIR/trials.txt: what seqmem trial run wants."
            })
    private Optional<Path> specs = Optional.empty();

    /** Made by the injector. */
    @Inject
    public PlanCommand(Console console, ExperimentFiles files, Provenances provenances) {
        this.console = console;
        this.files = files;
        this.provenances = provenances;
    }

    @Override
    public Integer call() {
        Experiment experiment = files.read(options.file(), options.overrides());
        Plan plan = experiment.plan();
        if (specs.isPresent()) {
            write(experiment, specs.get());
        }
        if (json.wanted()) {
            asJson(plan);
        } else {
            show(console, plan);
        }
        return ExitStatus.OK;
    }

    private void write(Experiment experiment, Path directory) {
        PlannedTrialWriter writer = new PlannedTrialWriter(provenances);
        TrialRules rules = experiment.settings().run().trial();
        Plan plan = experiment.plan();
        List<String> ids = new ArrayList<>();
        try {
            Files.createDirectories(directory);
            for (PlannedTrial trial : plan.trials()) {
                ids.add(trial.id());
                writer.file(plan, trial, rules).writeTo(directory.resolve(trial.id() + ".json"));
            }
            Files.write(directory.resolve("trials.txt"), ids);
        } catch (IOException e) {
            throw new SeqmemException(
                    ErrorCode.IO, directory + " cannot be written to: " + e.getMessage(), e);
        }
    }

    /** The headline of a plan: its name, how many trials it has and of what. */
    static String headline(Plan plan) {
        return plan.name()
                + "   "
                + Figures.count(plan.trials().size(), "trial")
                + " = "
                + Figures.count(plan.rows().size(), "task")
                + " x "
                + Figures.count(plan.columns().size(), "model")
                + " x "
                + Figures.count(plan.seeds().size(), "seed");
    }

    /** Writes a plan as a table. */
    static void show(Console console, Plan plan) {
        CostModel cost = new CostModel();
        console.line(
                console.strong(headline(plan))
                        + "   "
                        + Figures.estimate(cost.seconds(plan))
                        + " on one core");
        Grid grid = new Grid();
        grid.row("trial", "task", "model", "seed", "parameters", "state", "sees", "flops", "time");
        plan.table(cost)
                .limit(MOST_LINES)
                .forEach(
                        row ->
                                grid.row(
                                        row.id(),
                                        row.task(),
                                        model(row),
                                        String.valueOf(row.seed()),
                                        Figures.count(row.parameters()),
                                        row.stateSize().isPresent()
                                                ? Figures.count(row.stateSize().getAsLong())
                                                : "grows",
                                        row.receptiveField().isPresent()
                                                ? Figures.count(row.receptiveField().getAsInt())
                                                : "all",
                                        Figures.magnitude(row.flops()),
                                        Figures.span(row.seconds())));
        grid.leftAligned(0).forEach(console::line);
        if (plan.trials().size() > MOST_LINES) {
            console.line(
                    "... and "
                            + Figures.count(plan.trials().size() - MOST_LINES)
                            + " more; --json lists them all");
        }
    }

    private static String model(PlanRow row) {
        return row.training().isEmpty() ? row.model() : row.model() + " " + row.training();
    }

    private void asJson(Plan plan) {
        ArrayNode array = JsonOutput.array();
        plan.table(new CostModel())
                .forEach(
                        row -> {
                            ObjectNode object = array.addObject();
                            object.put("trial_id", row.id())
                                    .put("task", row.task())
                                    .put("model", row.model())
                                    .put("training", row.training())
                                    .put("seed", row.seed())
                                    .put("parameters", row.parameters())
                                    .put("flops", row.flops())
                                    .put("seconds", row.seconds());
                            row.stateSize().ifPresent(size -> object.put("state_size", size));
                            row.receptiveField()
                                    .ifPresent(field -> object.put("receptive_field", field));
                        });
        JsonOutput.write(console, array);
    }
}
