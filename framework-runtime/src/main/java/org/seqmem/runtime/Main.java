// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime;

import org.seqmem.runtime.cli.CommandLines;
import org.seqmem.runtime.cli.Console;
import org.seqmem.runtime.cli.PluginsOption;
import org.seqmem.runtime.plugin.PluginPlaces;
import org.seqmem.runtime.wiring.Wiring;

/** The entry point of the program. */
public final class Main {

    private Main() {}

    /** Runs the command line and ends the process with its exit status. */
    public static void main(String[] arguments) {
        Console console = Console.ofProcess();
        // what plugins and libraries print must not get into results that a program reads
        System.setOut(System.err);
        System.exit(run(console, arguments));
    }

    /**
     * Runs the command line.
     *
     * @return the exit status: 0 all well, 1 some trials did not complete, 2 the input is wrong, 3
     *     the environment is
     */
    public static int run(Console console, String... arguments) {
        PluginPlaces places = PluginPlaces.with(PluginsOption.in(arguments));
        return CommandLines.create(console, new Wiring(console, places)::get).execute(arguments);
    }
}
