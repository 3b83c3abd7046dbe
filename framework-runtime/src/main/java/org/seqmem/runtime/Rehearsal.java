// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.seqmem.runtime.cli.Console;

/**
 * Does once what people do, and shows nothing of it, so that the Java virtual machine can write an
 * archive of the classes that this takes (its option {@code -XX:ArchiveClassesAtExit}). A start
 * with that archive takes half the time. The start script of an installation calls it.
 */
public final class Rehearsal {

    private Rehearsal() {}

    /**
     * Runs the commands; ends the process with status 0, or with that of the first that went wrong.
     *
     * @param arguments an experiment of one trial, and an empty directory for what it leaves
     */
    public static void main(String[] arguments) throws IOException {
        Path experiment = Path.of(arguments[0]);
        String runs = "--runs=" + Files.createDirectories(Path.of(arguments[1]));
        String name = "rehearsal";
        run("--help");
        run("plugins", "list");
        run("plan", experiment.toString());
        run("run", experiment.toString(), runs, "--in-process");
        run("run", experiment.toString(), runs, "--in-process");
        run("trials", name, runs);
        run("trials", runs);
        System.exit(0);
    }

    private static void run(String... arguments) {
        int status = Main.run(Console.nowhere(), arguments);
        if (status != 0) {
            System.exit(status);
        }
    }
}
