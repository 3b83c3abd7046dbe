// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import java.util.function.Function;
import org.seqmem.api.SeqmemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Sets up picocli: how commands are made, and how errors read. */
public final class CommandLines {

    private static final Logger LOG = LoggerFactory.getLogger(CommandLines.class);

    private CommandLines() {}

    /**
     * The command line of the program.
     *
     * @param console where it writes
     * @param factory makes command objects by their class
     */
    public static CommandLine create(Console console, Function<Class<?>, Object> factory) {
        CommandLine.IFactory standard = CommandLine.defaultFactory();
        CommandLine.IFactory commands =
                new CommandLine.IFactory() {
                    @Override
                    public <K> K create(Class<K> type) throws Exception {
                        return type.isAnnotationPresent(CommandLine.Command.class)
                                ? type.cast(factory.apply(type))
                                : standard.create(type);
                    }
                };
        return new CommandLine(SeqmemCommand.class, commands)
                .setOut(console.out())
                .setErr(console.err())
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(console.colour() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(Math.min(console.columns(), 110))
                .setUsageHelpAutoWidth(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(
                        (exception, commandLine, parsed) -> explain(console, exception))
                .setParameterExceptionHandler(
                        (exception, arguments) -> explain(console, exception));
    }

    private static int explain(Console console, Exception exception) {
        if (exception instanceof SeqmemException known) {
            LOG.debug("{}", known.code(), known);
            console.remark(String.valueOf(known.getMessage()));
            return ExitStatus.of(known.code().type());
        }
        LOG.error("an error that nobody expected", exception);
        console.remark(
                "Seqmem itself made a mistake: "
                        + exception
                        + System.lineSeparator()
                        + "Please report it; SEQMEM_LOG=debug shows where it happened.");
        return ExitStatus.WRONG_ENVIRONMENT;
    }

    private static int explain(Console console, ParameterException exception) {
        CommandLine command = exception.getCommandLine();
        console.remark(String.valueOf(exception.getMessage()));
        UnmatchedArgumentException.printSuggestions(exception, console.err());
        console.remark("See  " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitStatus.WRONG_INPUT;
    }
}
