// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime;

import org.seqmem.runtime.cli.CommandLines;
import org.seqmem.runtime.cli.Console;
import org.seqmem.runtime.wiring.Wiring;

/** The entry point of the program. */
public final class Main {

    private Main() {}

    /** Runs the command line and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(run(Console.ofProcess(), arguments));
    }

    /**
     * Runs the command line.
     *
     * @return the exit status: 0 all well, 1 some trials did not complete, 2 the input is wrong, 3
     *     the environment is
     */
    public static int run(Console console, String... arguments) {
        return CommandLines.create(console, new Wiring(console)::get).execute(arguments);
    }
}
