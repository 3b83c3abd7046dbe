// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.launch.Job;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.api.launch.LauncherContext;
import org.seqmem.runtime.config.Binder;
import org.seqmem.runtime.config.TrialRules;
import org.seqmem.runtime.provenance.EnvironmentChange;
import org.seqmem.runtime.provenance.Execution;
import org.seqmem.runtime.report.Figures;
import org.seqmem.runtime.report.Grid;
import org.seqmem.runtime.store.Store;
import org.seqmem.runtime.store.StoredTrial;
import org.seqmem.runtime.store.TrialFolders;
import org.seqmem.runtime.trial.Likeness;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.ResultFile;
import org.seqmem.runtime.trial.TrialDirectory;
import org.seqmem.runtime.trial.TrialFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a trial again and says whether it came out the same. */
@Command(
        name = "reproduce",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a trial again in a temporary place and says whether it came out the same, and what",
            "in the environment has changed. The trial itself stays as it is."
        },
        footer = {
            "",
            "Exit status: 0 bit-identical or equal within the tolerance, 1 different or interrupted."
        })
public final class ReproduceCommand implements Callable<Integer> {

    private static final int DIFFERENCES_SHOWN = 10;

    private final Console console;
    private final Binder binder;
    private final LauncherContext here;

    @Parameters(paramLabel = "TRIAL", description = "The trial's id, or the beginning of it.")
    private String id = "";

    // Sums in another order differ by 1e-7 in single precision; a thousand steps amplify that.
    @Option(
            names = "--tolerance",
            paramLabel = "REL",
            defaultValue = "1e-3",
            description =
                    "The largest relative difference of a number that passes as equal (default:"
                            + " ${DEFAULT-VALUE}).")
    private double tolerance = 1e-3;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "auto, cpu, gpu or gpu:N (default: the one that it ran on).")
    private Optional<String> device = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Keeps the files of the second run in DIR.")
    private Optional<Path> out = Optional.empty();

    @Mixin private final RunsOption runs = new RunsOption();
    @Mixin private final JsonOutput json = new JsonOutput();

    /** Made by the injector. */
    @Inject
    public ReproduceCommand(Console console, Binder binder, LauncherContext here) {
        this.console = console;
        this.binder = binder;
        this.here = here;
    }

    @Override
    public Integer call() {
        if (!(tolerance >= 0)) {
            throw new SeqmemException(
                    ErrorCode.INVALID_ARGUMENT, "--tolerance must be at least 0, not " + tolerance);
        }
        StoredTrial trial;
        try (Store store = Store.openForReading(runs.directory())) {
            trial = store.trial(id);
        }
        Path directory = TrialDirectory.of(runs.directory(), trial.id());
        TrialFile file = TrialFile.read(directory);
        file.spec(binder); // says what is missing before anything is run
        return out.isPresent()
                ? reproduce(trial, file, directory, empty(out.get()))
                : inTemporaryPlace(trial, file, directory);
    }

    private static Path empty(Path place) {
        try {
            Files.createDirectories(place);
            try (Stream<Path> files = Files.list(place)) {
                if (files.findAny().isPresent()) {
                    throw new SeqmemException(
                            ErrorCode.INVALID_ARGUMENT, place + " is not empty: name another");
                }
            }
            return place;
        } catch (IOException e) {
            throw unwritable(place, e);
        }
    }

    private int inTemporaryPlace(StoredTrial trial, TrialFile file, Path directory) {
        Path place;
        try {
            place = Files.createTempDirectory("seqmem-" + trial.id() + "-");
        } catch (IOException e) {
            throw unwritable(Path.of(System.getProperty("java.io.tmpdir", "")), e);
        }
        try {
            return reproduce(trial, file, directory, place);
        } finally {
            TrialFolders.removeTree(place);
        }
    }

    private static SeqmemException unwritable(Path place, IOException e) {
        return new SeqmemException(
                ErrorCode.IO, place + " cannot be written to: " + e.getMessage(), e);
    }

    private int reproduce(StoredTrial trial, TrialFile file, Path directory, Path place) {
        file.anewBy(TrialRules.DEFAULT).write(place); // which keep the parameters
        List<String> label =
                List.of(file.label().model(), file.label().task(), "seed " + file.seed());
        boolean interrupted;
        try (Interrupts interrupts = new Interrupts(() -> {})) {
            here.runHere(
                    new Job(trial.id(), place, label, Job.Work.TRAIN),
                    device.orElse(trial.result().device()),
                    new LaunchListener() {},
                    interrupts::happened);
            interrupted = interrupts.happened();
        }
        if (interrupted && endedStopped(place)) {
            console.remark("interrupted before the second run had ended");
            return ExitStatus.INCOMPLETE;
        }
        Likeness likeness = Likeness.of(directory, place, tolerance);
        Optional<Execution> then = last(file);
        Optional<Execution> now = last(TrialFile.read(place));
        Optional<List<EnvironmentChange>> changes =
                then.flatMap(was -> now.map(is -> EnvironmentChange.between(was, is)));
        if (json.wanted()) {
            asJson(trial, likeness, changes);
        } else {
            asText(trial, label, likeness, then, changes);
        }
        return likeness.degree() == Likeness.Degree.DIFFERENT
                ? ExitStatus.INCOMPLETE
                : ExitStatus.OK;
    }

    private static boolean endedStopped(Path place) {
        return ResultFile.read(place)
                .map(result -> result.outcome() == Outcome.STOPPED)
                .orElse(true);
    }

    private static Optional<Execution> last(TrialFile file) {
        List<Execution> all = file.executions();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    private void asText(
            StoredTrial trial,
            List<String> label,
            Likeness likeness,
            Optional<Execution> then,
            Optional<List<EnvironmentChange>> changes) {
        console.line(console.strong(trial.id()) + "   " + String.join("   ", label));
        console.line(verdict(likeness));
        if (likeness.degree() != Likeness.Degree.BIT_IDENTICAL) {
            Grid grid = new Grid();
            likeness.differences().stream()
                    .limit(DIFFERENCES_SHOWN)
                    .forEach(one -> grid.row(one.what(), one.then(), "->", one.now()));
            grid.leftAligned(2).forEach(console::line);
            int more = likeness.differences().size() - DIFFERENCES_SHOWN;
            if (more > 0) {
                console.line("  ... and " + Figures.count(more) + " more");
            }
        }
        likeness.notCompared().forEach(what -> console.line("not compared: " + what));
        if (changes.isEmpty()) {
            console.line("environment: the first run left no record of it");
            return;
        }
        String since = " since " + then.orElseThrow().with().created();
        if (changes.get().isEmpty()) {
            console.line("environment: nothing has changed" + since);
            return;
        }
        console.line("environment: changed" + since);
        Grid grid = new Grid();
        changes.get().forEach(one -> grid.row(one.what(), one.then(), "->", one.now()));
        grid.leftAligned(2).forEach(console::line);
    }

    private String verdict(Likeness likeness) {
        return switch (likeness.degree()) {
            case BIT_IDENTICAL -> "bit-identical";
            case WITHIN_TOLERANCE ->
                    likeness.differences().isEmpty()
                            ? "equal within tolerance: parameters differ, no result does"
                            : String.format(
                                    Locale.ROOT,
                                    "equal within tolerance: the largest relative difference is"
                                            + " %.1e (%s), allowed are %.1e",
                                    likeness.differences().get(0).relative(),
                                    likeness.differences().get(0).what(),
                                    tolerance);
            case DIFFERENT -> "different";
        };
    }

    private void asJson(
            StoredTrial trial, Likeness likeness, Optional<List<EnvironmentChange>> changes) {
        ObjectNode object = JsonOutput.array().addObject();
        object.put("trial_id", trial.id())
                .put("verdict", likeness.degree().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("tolerance", tolerance);
        ArrayNode differences = object.putArray("differences");
        for (Likeness.Difference one : likeness.differences()) {
            ObjectNode node = differences.addObject();
            node.put("what", one.what()).put("then", one.then()).put("now", one.now());
            if (Double.isFinite(one.relative())) {
                node.put("relative", one.relative());
            }
        }
        ArrayNode notCompared = object.putArray("not_compared");
        likeness.notCompared().forEach(notCompared::add);
        changes.ifPresent(
                list -> {
                    ArrayNode environment = object.putArray("environment");
                    for (EnvironmentChange one : list) {
                        environment
                                .addObject()
                                .put("what", one.what())
                                .put("then", one.then())
                                .put("now", one.now());
                    }
                });
        JsonOutput.write(console, object);
    }
}
