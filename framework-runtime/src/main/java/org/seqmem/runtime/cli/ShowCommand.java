// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.seqmem.runtime.report.Figures;
import org.seqmem.runtime.report.Grid;
import org.seqmem.runtime.store.Judgement;
import org.seqmem.runtime.store.Store;
import org.seqmem.runtime.store.StoredLine;
import org.seqmem.runtime.store.StoredTrial;
import org.seqmem.runtime.trial.TrialDirectory;
import org.seqmem.runtime.trial.TrialResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one trial: what it was, how it ended, where its files are. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Shows one trial: its settings, its result, its files,",
            "and draws its learning curve and its measured memory."
        })
public final class ShowCommand implements Callable<Integer> {

    /** As exemplars of the Prometheus publisher name a trial: zeros before its id. */
    private static final Pattern TRACE_ID = Pattern.compile("0{20}([0-9a-f]{12})");

    private final Console console;
    private final Experiments experiments;

    @Parameters(
            paramLabel = "TRIAL",
            description = {
                "The trial's id, or the beginning of it;",
                "or the trace id of an exemplar, as Grafana shows it."
            })
    private String id = "";

    @Mixin private final RunsOption runs = new RunsOption();
    @Mixin private final JsonOutput json = new JsonOutput();

    /** Made by the injector. */
    @Inject
    public ShowCommand(Console console, Experiments experiments) {
        this.console = console;
        this.experiments = experiments;
    }

    @Override
    public Integer call() {
        StoredTrial trial;
        Judgement judgement;
        try (Store store = Store.openForReading(runs.directory())) {
            trial = store.trial(TRACE_ID.matcher(id).replaceFirst("$1"));
            judgement = store.judgement(trial.id());
        }
        if (json.wanted()) {
            asJson(trial, judgement);
        } else {
            asText(trial, judgement);
        }
        return ExitStatus.OK;
    }

    private void asText(StoredTrial trial, Judgement judgement) {
        TrialResult result = trial.result();
        console.line(
                console.strong(trial.id())
                        + "   "
                        + trial.modelLabel()
                        + " | "
                        + trial.taskLabel()
                        + "   seed "
                        + trial.seed());
        Grid facts = new Grid();
        facts.row(
                "outcome",
                TrialsCommand.outcome(result)
                        + result.message().map(text -> ": " + text).orElse(""));
        judgement.suspect().ifPresent(reason -> facts.row("SUSPECT", reason));
        facts.row(
                "training",
                Figures.count(result.steps(), "step")
                        + " in "
                        + Figures.span(result.seconds())
                        + " on "
                        + result.device());
        result.peakMemory().ifPresent(bytes -> facts.row("peak memory", Figures.bytes(bytes)));
        facts.row("parameters", Figures.count(result.parameters()));
        result.metrics()
                .forEach(
                        (name, value) ->
                                facts.row(name, Figures.error(value) + lines(name, judgement)));
        settings("task", trial.task(), facts);
        settings("model", trial.model(), facts);
        settings("training", trial.training(), facts);
        facts.row("fingerprint", result.fingerprint());
        facts.row("ended", trial.finishedAt().toString());
        facts.row("files", files(trial));
        facts.leftAligned(2).forEach(console::line);
        TrialDrawings.of(trial, experiments.asked(trial), runs.directory(), console.columns())
                .forEach(console::line);
    }

    private String files(StoredTrial trial) {
        Path directory = TrialDirectory.of(runs.directory(), trial.id());
        return Files.isDirectory(directory) ? directory.toString() : directory + " (gone)";
    }

    /** What stands beside an error: {@code state-floor 3.7e-01, predict-zero 1.0e+00}. */
    private static String lines(String metric, Judgement judgement) {
        String lines =
                judgement.lines().stream()
                        .filter(line -> line.metric().equals(metric))
                        .map(line -> line.reference() + " " + Figures.error(line.value()))
                        .collect(Collectors.joining(", "));
        return lines.isEmpty() ? "" : "   " + lines;
    }

    private static void settings(String title, String text, Grid facts) {
        List<String> settings = new ArrayList<>();
        collect("", JsonOutput.read(text), settings);
        String label = title;
        for (String setting : settings) {
            facts.row(label, setting);
            label = "";
        }
    }

    /** One line for each block of the configuration, with its plain keys. */
    private static void collect(String path, JsonNode block, List<String> lines) {
        StringBuilder line = new StringBuilder(path.isEmpty() ? "" : path + ": ");
        String separator = "";
        List<Map.Entry<String, JsonNode>> blocks = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : block.properties()) {
            if (field.getValue().isObject()) {
                blocks.add(field);
            } else {
                line.append(separator).append(field.getKey()).append(" = ");
                line.append(
                        field.getValue().isTextual()
                                ? field.getValue().asText()
                                : field.getValue());
                separator = ", ";
            }
        }
        lines.add(line.toString());
        for (Map.Entry<String, JsonNode> nested : blocks) {
            collect(
                    path.isEmpty() ? nested.getKey() : path + "." + nested.getKey(),
                    nested.getValue(),
                    lines);
        }
    }

    private void asJson(StoredTrial trial, Judgement judgement) {
        TrialResult result = trial.result();
        ObjectNode object = JsonOutput.array().addObject();
        object.put("trial_id", trial.id())
                .put("fingerprint", result.fingerprint())
                .put("outcome", TrialsCommand.outcome(result))
                .put("steps", result.steps())
                .put("seconds", result.seconds())
                .put("parameters", result.parameters())
                .put("device", result.device())
                .put("seed", trial.seed())
                .put("finished_at", trial.finishedAt().toString())
                .put("directory", TrialDirectory.of(runs.directory(), trial.id()).toString());
        result.peakMemory().ifPresent(bytes -> object.put("peak_memory", bytes));
        result.message().ifPresent(message -> object.put("message", message));
        object.set("task", JsonOutput.read(trial.task()));
        object.set("model", JsonOutput.read(trial.model()));
        object.set("training", JsonOutput.read(trial.training()));
        ObjectNode metrics = object.putObject("metrics");
        result.metrics().forEach(metrics::put);
        judgement.suspect().ifPresent(reason -> object.put("suspect", reason));
        ArrayNode references = object.putArray("references");
        for (StoredLine line : judgement.lines()) {
            references
                    .addObject()
                    .put("metric", line.metric())
                    .put("reference", line.reference())
                    .put("role", line.role().name().toLowerCase(Locale.ROOT))
                    .put("value", line.value());
        }
        JsonOutput.write(console, object);
    }
}
