// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.seqmem.runtime.store.TrialFolders;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long commands of the installed program take that do little: the start is what counts. */
@Command(
        name = "commands",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures the start-up of the command line.")
public final class Commands implements Callable<Integer> {

    private static final List<List<String>> COMMANDS =
            List.of(
                    List.of("--help"),
                    List.of("plugins", "list"),
                    List.of("plan", "experiments/first-look.conf"));

    /** Its time is a little more than that to the first training step: it also ends. */
    private static final String ONE_STEP =
            "experiment { name = one-step, task { use = linear-functional, sequence-length = 32,"
                    + " test-size = 16, memory { use = exponential } },"
                    + " model { use = rnn }, training.steps = 1 }\n";

    @Option(names = "--rounds", description = "Times each is run.", defaultValue = "9")
    private int rounds = 9;

    @Option(
            names = "--seqmem",
            description = "The installed program.",
            defaultValue = "distribution/target/seqmem/bin/seqmem")
    private Path seqmem = Path.of("");

    @Mixin private Table table = new Table();

    private Commands() {}

    /** The command line. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Commands()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        System.out.println(table.told());
        System.out.println("\n| command | s | quartiles |\n|---|---|---|");
        for (List<String> command : COMMANDS) {
            seconds(command); // files come into memory, the archive of classes is made
            List<Double> seconds = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                seconds.add(seconds(command));
            }
            tell("seqmem " + String.join(" ", command), seconds);
        }
        List<Double> seconds = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            seconds.add(oneStep());
        }
        tell("seqmem run, one trial of one step", seconds);
        return 0;
    }

    private void tell(String name, List<Double> seconds) throws IOException {
        table.add("commands", name, "s", seconds);
        Spread spread = Spread.of(seconds);
        System.out.printf(
                Locale.ROOT,
                "| %s | **%.2f** | %.2f-%.2f |%n",
                name,
                spread.median(),
                spread.low(),
                spread.high());
    }

    /** A run that starts from nothing: store, worker, engine, model, data. */
    private double oneStep() throws IOException, InterruptedException {
        Path place = Files.createTempDirectory("one-step");
        Path file = Files.writeString(place.resolve("one-step.conf"), ONE_STEP);
        double seconds =
                seconds(
                        List.of(
                                "run",
                                file.toString(),
                                "--runs",
                                place.resolve("runs").toString()));
        TrialFolders.removeTree(place);
        return seconds;
    }

    private double seconds(List<String> command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(seqmem.toString()));
        words.addAll(command);
        long begin = System.nanoTime();
        int status =
                new ProcessBuilder(words)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start()
                        .waitFor();
        if (status != 0) {
            throw new IOException("ended with status " + status + ": " + String.join(" ", command));
        }
        return (System.nanoTime() - begin) / 1e9;
    }
}
