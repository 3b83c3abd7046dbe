// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.nio.file.Path;
import java.util.Locale;
import org.seqmem.runtime.provenance.Machine;
import picocli.CommandLine.Option;

/** How two processes take turns, and where: the options of every comparison. */
final class Turns {

    @Option(names = "--rounds", description = "Pairs of turns.", defaultValue = "9")
    private int rounds = 9;

    @Option(
            names = "--turn",
            paramLabel = "SECONDS",
            description = "Length of a turn.",
            defaultValue = "1")
    private double seconds = 1;

    @Option(
            names = "--directory",
            description = "The folder of the benchmarks.",
            defaultValue = "benchmarks")
    private Path directory = Path.of("benchmarks");

    @Option(names = "--commit", description = "What is measured.", defaultValue = "unknown")
    private String commit = "unknown";

    int rounds() {
        return rounds;
    }

    /** How long a turn is. */
    double seconds() {
        return seconds;
    }

    /** A file of the folder of the benchmarks. */
    String file(String name) {
        return directory.resolve(name).toString();
    }

    /** The machine, what is measured, and how: the line above a table. */
    String told(String what) {
        Machine machine = Machine.here();
        return String.format(
                Locale.ROOT,
                "%s, %s, Java %s; commit %s; %s; %d pairs of turns of %.1f s",
                machine.cpu(),
                machine.os(),
                machine.java(),
                commit,
                what,
                rounds,
                seconds);
    }
}
