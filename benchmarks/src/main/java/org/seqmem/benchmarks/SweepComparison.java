// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.seqmem.runtime.cli.Console;
import org.seqmem.runtime.config.ExperimentFile;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.plan.Planner;
import org.seqmem.runtime.store.TrialFolders;
import org.seqmem.runtime.trial.ResultFile;
import org.seqmem.runtime.trial.TrialDirectory;
import org.seqmem.runtime.wiring.Wiring;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A sweep of sixty small trials by {@code seqmem run} with two workers against two processes of
 * eager Python PyTorch: whole commands, start-up included, in turns.
 *
 * <p>Both train on the same batches from the same initial values, so that their test errors must
 * agree. The peer reads these from files that lie there before; it draws nothing and keeps nothing.
 */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Compares a sweep of 60 small trials with eager Python PyTorch, two processes each.")
public final class SweepComparison implements Callable<Integer> {

    private static final int BATCH = 16;
    private static final int WORKERS = 2;

    /** Far above what another order of sums makes of an error, far below what a mistake does. */
    private static final double TOLERANCE = 1e-2;

    @Option(names = "--steps", description = "Updates of each trial.", defaultValue = "200")
    private int steps = 200;

    @Option(names = "--width", description = "Of every model.", defaultValue = "16")
    private int width = 16;

    @Option(names = "--pairs", description = "Pairs of sweeps.", defaultValue = "3")
    private int pairs = 3;

    @Option(
            names = "--seqmem",
            description = "The installed program.",
            defaultValue = "distribution/target/seqmem/bin/seqmem")
    private Path seqmem = Path.of("");

    @Option(
            names = "--python",
            description = "Python with PyTorch.",
            defaultValue = "/usr/bin/python3")
    private String python = "";

    @Option(
            names = "--directory",
            description = "The folder of the benchmarks.",
            defaultValue = "benchmarks")
    private Path directory = Path.of("");

    @Mixin private Table table = new Table();

    private SweepComparison() {}

    /** The command line. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SweepComparison()).execute(arguments));
    }

    /**
     * What a command took, in seconds: wall-clock time, and processor time of all its processes.
     */
    private record Cost(double wall, double cpu) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path place = Files.createTempDirectory("seqmem-sweep");
        try {
            return compare(place);
        } finally {
            TrialFolders.removeTree(place);
        }
    }

    private int compare(Path place) throws IOException, InterruptedException {
        Path file = place.resolve("sweep.conf");
        Files.writeString(file, experiment());
        List<PlannedTrial> trials =
                new Wiring(Console.nowhere())
                        .get(Planner.class)
                        .plan(ExperimentFile.load(file, List.of()))
                        .trials();
        Path exchange = Files.createDirectory(place.resolve("exchange"));
        List<String> lines = new ArrayList<>();
        for (PlannedTrial planned : trials) {
            try (StepTrial trial = new StepTrial(planned, "cpu")) {
                Exchange.write(exchange.resolve(planned.id() + ".safetensors"), trial);
                lines.add(planned.id() + " " + planned.model().value().plugin().name());
            }
        }
        Files.write(exchange.resolve("trials.txt"), lines);

        System.out.println(table.told() + "; " + trials.size() + " trials, start-up included");
        // what only the first start pays: files that are not in memory, the archive of classes
        ours(file, place.resolve("warm-up"), "experiment.training.steps=1");
        theirs(exchange, place.resolve("warm-up.txt"), 1);
        List<Double> our = new ArrayList<>();
        List<Double> their = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        List<Double> cpuRatios = new ArrayList<>();
        double apart = 0;
        System.out.println(
                "\n| pair | ours s | Python s | ratio | processor time ratio | errors differ |\n"
                        + "|---|---|---|---|---|---|");
        for (int pair = 1; pair <= pairs; pair++) {
            Path runs = place.resolve("runs" + pair);
            Path errors = place.resolve("errors" + pair + ".txt");
            Cost ourCost = ours(file, runs, "experiment.training.steps=" + steps);
            Cost theirCost = theirs(exchange, errors, steps);
            double difference = difference(trials, runs, errors);
            apart = Math.max(apart, difference);
            our.add(ourCost.wall());
            their.add(theirCost.wall());
            ratios.add(theirCost.wall() / ourCost.wall());
            cpuRatios.add(theirCost.cpu() / ourCost.cpu());
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %.1f | %.1f | %.2f | %.2f | %.1e |%n",
                    pair,
                    ourCost.wall(),
                    theirCost.wall(),
                    theirCost.wall() / ourCost.wall(),
                    theirCost.cpu() / ourCost.cpu(),
                    difference);
        }
        table.add("sweep", "60 trials, 2 workers", "s", our);
        table.add("sweep", "60 trials, 2 workers", "of it in Python, times", ratios);
        System.out.printf(
                Locale.ROOT,
                "| median | %.1f | %.1f | **%.2f** | %.2f | |%n",
                Spread.of(our).median(),
                Spread.of(their).median(),
                Spread.of(ratios).median(),
                Spread.of(cpuRatios).median());
        if (!(apart <= TOLERANCE)) {
            System.err.println("the test errors differ by more than " + TOLERANCE);
            return 1;
        }
        return 0;
    }

    /** The training set is seen once, so that a peer gets all batches from a file. */
    private String experiment() {
        return """
        experiment {
          name  = sweep
          seeds = [1, 2]
          task {
            use = linear-functional, sequence-length = 32, data = fixed, train-size = %1$d
            validation-size = 16, test-size = 256
          }
          training {
            steps = %2$d, batch-size = %3$d, clip-norm = 0, validate-every = 0
            optimizer { use = adam, learning-rate = 1e-3 }
          }
          metrics    = [ { use = mse } ]
          references = []
        }
        sweep {
          "task.memory" = [
            { use = exponential, rate = [0.05, 0.2] }
            { use = polynomial, power = [0.5, 1.0] }
            { use = impulse, delay = 4 }
          ]
          model = [
            { use = rnn, hidden-size = %4$d }
            { use = lstm, hidden-size = %4$d }
            { use = gru, hidden-size = %4$d }
            { use = tcn, channels = %4$d, levels = 3 }
            { use = transformer, model-size = %4$d }
            { use = s4d, model-size = %4$d }
          ]
        }
        """
                .formatted(steps * BATCH, steps, BATCH, width);
    }

    private Cost ours(Path file, Path runs, String setting)
            throws IOException, InterruptedException {
        return run(
                List.of(
                        seqmem.toString(),
                        "run",
                        file.toString(),
                        "--runs",
                        runs.toString(),
                        "--workers",
                        Integer.toString(WORKERS),
                        "--set",
                        setting),
                runs.resolveSibling(runs.getFileName() + ".log"));
    }

    private Cost theirs(Path exchange, Path errors, int updates)
            throws IOException, InterruptedException {
        return run(
                List.of(
                        python,
                        directory.resolve("peers/sweep.py").toString(),
                        exchange.toString(),
                        Integer.toString(width),
                        Integer.toString(updates),
                        Integer.toString(WORKERS)),
                errors);
    }

    private static Cost run(List<String> command, Path output)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(output.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(Contestant.ENVIRONMENT);
        double cpu = childrenSeconds();
        long begin = System.nanoTime();
        int status = builder.start().waitFor();
        double wall = (System.nanoTime() - begin) / 1e9;
        if (status != 0) {
            throw new IOException("ended with status " + status + ": " + String.join(" ", command));
        }
        return new Cost(wall, childrenSeconds() - cpu);
    }

    /** Processor time of all processes that were started here and have ended, and of theirs. */
    private static double childrenSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        double ticksPerSecond = 100; // USER_HZ, the same on every Linux
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / ticksPerSecond;
    }

    /** The largest relative difference of the test errors. */
    private static double difference(List<PlannedTrial> trials, Path runs, Path errors)
            throws IOException {
        Map<String, Double> theirs = new HashMap<>();
        for (String line : Files.readAllLines(errors)) {
            String[] words = line.split(" ", -1);
            theirs.put(words[0], Double.valueOf(words[1]));
        }
        double most = 0;
        for (PlannedTrial trial : trials) {
            Path result = TrialDirectory.of(runs, trial.id());
            double our =
                    ResultFile.read(result).orElseThrow().metrics().getOrDefault("mse", Double.NaN);
            double their = theirs.getOrDefault(trial.id(), Double.NaN);
            most = Math.max(most, Math.abs(our - their) / their);
        }
        return most;
    }
}
