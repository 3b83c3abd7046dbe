// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.ErrorType;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.launch.Job;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.api.launch.LauncherContext;
import org.seqmem.runtime.config.Binder;
import org.seqmem.runtime.report.Figures;
import org.seqmem.runtime.trial.ResultFile;
import org.seqmem.runtime.trial.TrialDirectory;
import org.seqmem.runtime.trial.TrialFile;
import org.seqmem.runtime.trial.TrialResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a cluster calls: one trial, apart from any plan and store. */
@Command(
        name = "trial",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Runs single trials, for clusters; docs/trial-contract.md has the contract.",
        subcommands = TrialCommand.RunTrialCommand.class)
public final class TrialCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    /** Made by the injector. */
    @Inject
    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    public TrialCommand() {}

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitStatus.WRONG_INPUT;
    }

    /** Runs one trial in this process. */
    @Command(
            name = "run",
            mixinStandardHelpOptions = true,
            description = {
                "Runs the trial of a specification in this process and leaves its files in a directory.",
                "seqmem plan FILE --write-specs DIR writes the specifications of an experiment."
            },
            footer = {
                "",
                "Exit status: 0 completed or diverged, result.json is there; 42 failed, and will fail",
                "again; 75 try again: out of memory, a full disk, stopped by SIGTERM after writing a",
                "checkpoint. A trial that has ended before is not run again."
            })
    public static final class RunTrialCommand implements Callable<Integer> {

        /** It failed, and will fail again: a wrong specification, a plugin that throws. */
        private static final int FAILS_AGAIN = 42;

        /** It may pass another time: memory, disk, device, a signal. EX_TEMPFAIL of sysexits.h. */
        private static final int TRY_AGAIN = 75;

        /**
         * How many lines tell of the progress of a training; logs of clusters are read afterwards.
         */
        private static final int LINES_OF_PROGRESS = 10;

        private final Console console;
        private final Binder binder;
        private final LauncherContext here;

        @Option(
                names = "--spec",
                paramLabel = "FILE",
                required = true,
                description = "The specification: a trial.json.")
        private Path specification = Path.of("");

        @Option(
                names = "--out",
                paramLabel = "DIR",
                required = true,
                description = "The trial's directory; made if need be.")
        private Path directory = Path.of("");

        @Option(
                names = "--device",
                paramLabel = "DEVICE",
                defaultValue = "auto",
                description = "auto, cpu, gpu or gpu:N (default: ${DEFAULT-VALUE}).")
        private String device = "auto";

        /** Made by the injector. */
        @Inject
        public RunTrialCommand(Console console, Binder binder, LauncherContext here) {
            this.console = console;
            this.binder = binder;
            this.here = here;
        }

        @Override
        public Integer call() {
            try {
                return run();
            } catch (SeqmemException e) {
                console.remark(String.valueOf(e.getMessage()));
                return status(e.code());
            }
        }

        private int run() {
            TrialFile file = TrialFile.readFrom(specification);
            file.spec(binder); // before anything is written: what is wrong with it will stay so
            requireOwn(file.id());
            Optional<TrialResult> earlier = earlier(file.id());
            if (earlier.isPresent()) {
                console.line("trial " + file.id() + " has ended before");
                return end(earlier.get());
            }
            prepare(file);
            List<String> label =
                    List.of(file.label().task(), file.label().model(), "seed " + file.seed());
            console.line("trial " + file.id() + "   " + String.join("   ", label));
            try (Interrupts interrupts = new Interrupts(() -> {}, TRY_AGAIN)) {
                here.runHere(
                        new Job(file.id(), directory, label, Job.Work.TRAIN),
                        device,
                        new ProgressLines(console),
                        interrupts::happened);
            }
            return end(
                    ResultFile.read(directory)
                            .orElseThrow(
                                    () ->
                                            new SeqmemException(
                                                    ErrorCode.IO,
                                                    "the trial ended without a result; "
                                                            + directory.resolve(TrialDirectory.LOG)
                                                            + " may say why")));
        }

        /** Another trial's files must not be taken for those of this one. */
        private void requireOwn(String id) {
            if (!Files.exists(directory.resolve(TrialDirectory.TRIAL))) {
                return;
            }
            String other;
            try {
                other = TrialFile.read(directory).id();
            } catch (SeqmemException notWhole) {
                return; // cut off while it was written: it is written anew
            }
            if (!other.equals(id)) {
                throw new SeqmemException(
                        ErrorCode.INVALID_ARGUMENT,
                        directory
                                + " is the directory of another trial, "
                                + other
                                + ". Give each trial its own, such as --out out/"
                                + id);
            }
        }

        private Optional<TrialResult> earlier(String id) {
            try {
                return ResultFile.read(directory)
                        .filter(result -> result.id().equals(id))
                        .filter(RunTrialCommand::isAnEnd);
            } catch (SeqmemException notWhole) {
                console.remark(notWhole.getMessage() + "; the trial is run again.");
                return Optional.empty();
            }
        }

        private void prepare(TrialFile file) {
            try {
                Files.createDirectories(directory);
                Files.deleteIfExists(directory.resolve(TrialDirectory.RESULT));
            } catch (IOException e) {
                throw new SeqmemException(
                        ErrorCode.IO, directory + " cannot be written to: " + e.getMessage(), e);
            }
            if (!isWhole()) { // else it may tell of processes whose checkpoint is there
                file.write(directory);
            }
        }

        private boolean isWhole() {
            try {
                TrialFile.read(directory);
                return true;
            } catch (SeqmemException noneOrNotWhole) {
                return false;
            }
        }

        private int end(TrialResult result) {
            String outcome = TrialsCommand.outcome(result);
            String message = result.message().map(text -> ": " + text).orElse("");
            if (isAnEnd(result)) {
                Double nmse = result.metrics().get("nmse");
                console.line(
                        outcome + message + (nmse == null ? "" : "   nmse " + Figures.error(nmse)));
            } else {
                console.remark(outcome + message + ". Try again.");
                withdraw();
            }
            return status(result);
        }

        /** Who finds a result must find an end: a trial that is to be tried again has none. */
        private void withdraw() {
            try {
                Files.deleteIfExists(directory.resolve(TrialDirectory.RESULT));
            } catch (IOException e) {
                throw new SeqmemException(
                        ErrorCode.IO, directory + " cannot be written to: " + e.getMessage(), e);
            }
        }

        private static boolean isAnEnd(TrialResult result) {
            return status(result) != TRY_AGAIN;
        }

        private static int status(TrialResult result) {
            return switch (result.outcome()) {
                case COMPLETED, DIVERGED -> ExitStatus.OK;
                case STOPPED -> TRY_AGAIN;
                case FAILED ->
                        Stream.of(ErrorCode.values())
                                .filter(code -> result.code().equals(Optional.of(code.name())))
                                .mapToInt(RunTrialCommand::status)
                                .findFirst()
                                .orElse(FAILS_AGAIN); // a code of another version
            };
        }

        private static int status(ErrorCode code) {
            return code.type() == ErrorType.ENVIRONMENT ? TRY_AGAIN : FAILS_AGAIN;
        }

        /** A line at every tenth of the steps. */
        private static final class ProgressLines implements LaunchListener {

            private final Console console;
            private long told;

            ProgressLines(Console console) {
                this.console = console;
            }

            @Override
            public void progressed(Job job, Progress progress) {
                long tenth = progress.step() * LINES_OF_PROGRESS / progress.steps();
                if (tenth > told) {
                    told = tenth;
                    String nmse =
                            Double.isNaN(progress.nmse())
                                    ? ""
                                    : "   nmse " + Figures.error(progress.nmse());
                    console.line(
                            "step "
                                    + Figures.count(progress.step())
                                    + " of "
                                    + Figures.count(progress.steps())
                                    + nmse);
                }
            }
        }
    }
}
