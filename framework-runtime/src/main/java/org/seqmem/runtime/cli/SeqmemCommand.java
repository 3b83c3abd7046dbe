// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program's name, its version, and its commands. */
@Command(
        name = "seqmem",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Measures how sequence models remember.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "A first look, in a few minutes:",
            "  seqmem run experiments/first-look.conf",
            "",
            "Exit status: 0 all trials completed, 1 some did not, 2 the input is wrong,",
            "3 the environment is (engine, disk, device)."
        },
        subcommands = {
            RunCommand.class,
            PlanCommand.class,
            PluginsCommand.class,
            NewPluginCommand.class,
            TrialsCommand.class,
            ShowCommand.class,
            ReportCommand.class,
            CompareCommand.class,
            ExportCommand.class,
            TrialCommand.class,
            ReproduceCommand.class,
            ImportCommand.class,
            RemoveCommand.class,
            CollectCommand.class,
            DoctorCommand.class,
            CommandLine.HelpCommand.class
        })
public final class SeqmemCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private final PluginsOption plugins = new PluginsOption();

    @Spec private CommandSpec spec;

    /** Made by the injector. */
    @Inject
    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    public SeqmemCommand() {}

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitStatus.WRONG_INPUT;
    }
}
