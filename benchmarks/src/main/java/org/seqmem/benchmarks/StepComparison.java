// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Training steps against the same model in eager Python PyTorch.
 *
 * <p>Both sides are processes that wait while the other one runs. They take turns for a second
 * each, so that whatever else goes on hits both; what is compared is each pair of neighbours. Both
 * train on the same batch from the same initial values, so that their losses must agree.
 */
@Command(
        name = "steps",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Compares training steps with eager Python PyTorch, one thread each.")
public final class StepComparison implements Callable<Integer> {

    @Mixin private Grid grid = new Grid();

    @Mixin private Turns turns = new Turns();

    @Option(
            names = "--python",
            description = "Python with PyTorch.",
            defaultValue = "/usr/bin/python3")
    private String python = "/usr/bin/python3";

    @Option(names = "--out", description = "A file for the table.")
    private Path out = Path.of("");

    private StepComparison() {}

    /** The command line. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new StepComparison()).execute(arguments));
    }

    /** One line of the table. */
    private record Row(
            String model,
            Size size,
            Spread ours,
            Spread theirs,
            Spread ratio,
            double wallRatio,
            double limit,
            double lossDifference,
            long memory,
            long peerMemory) {

        static final String HEADER =
                "| model | B x T x width | ours ms | Python ms | ratio | quartiles | wall ratio |"
                        + " of sgemm limit | loss differs | peak MB | Python MB | memory ratio |\n"
                        + "|---|---|---|---|---|---|---|---|---|---|---|---|";

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %.2f | %.2f | **%.2f** | %.2f-%.2f | %.2f | %.0f %% | %.1e | %d |"
                            + " %d | %.2f |",
                    model,
                    size,
                    ours.median(),
                    theirs.median(),
                    ratio.median(),
                    ratio.low(),
                    ratio.high(),
                    wallRatio,
                    100 * limit,
                    lossDifference,
                    memory >> 20,
                    peerMemory >> 20,
                    (double) memory / peerMemory);
        }
    }

    @Override
    public Integer call() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(turns.told("milliseconds of processor time per step"));
        lines.add("");
        lines.add(Row.HEADER);
        lines.forEach(System.out::println);
        List<Double> ratios = new ArrayList<>();
        for (Size size : grid.sizes(Grid.LARGE, Grid.LONG, Grid.SMALL)) {
            for (String model : grid.models(Grid.FAMILIES)) {
                Row row = compare(model, size);
                ratios.add(row.ratio().median());
                lines.add(row.toString());
                System.out.println(row);
            }
        }
        String summary =
                String.format(
                        Locale.ROOT,
                        "\ngeometric mean of the ratios %.2f, least %.2f",
                        Spread.geometricMean(ratios),
                        ratios.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN));
        lines.add(summary);
        System.out.println(summary);
        if (!out.toString().isEmpty()) {
            Files.write(out, lines, StandardCharsets.UTF_8);
        }
        return 0;
    }

    private Row compare(String model, Size size) throws IOException {
        Path exchange = Files.createTempFile("seqmem-step", ".safetensors");
        List<String> settings = new ArrayList<>(List.of("cpu", exchange.toString()));
        settings.addAll(StepTrial.settings(model, size, Grid.BATCHES));
        List<String> our = Contestant.java(StepWorker.class, settings);
        List<String> their =
                List.of(
                        python,
                        turns.file("peers/step.py"),
                        model,
                        Integer.toString(size.width()),
                        exchange.toString());
        try (Contestant ours = Contestant.start(our);
                Contestant theirs = Contestant.start(their)) {
            return compare(model, size, ours, theirs);
        } finally {
            Files.delete(exchange);
        }
    }

    private Row compare(String model, Size size, Contestant ours, Contestant theirs)
            throws IOException {
        // the first steps allocate, and let the virtual machine compile
        int ourSteps = ours.stepsInTurn(turns.seconds());
        int theirSteps = theirs.stepsInTurn(turns.seconds());
        List<Double> our = new ArrayList<>();
        List<Double> their = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        List<Double> wall = new ArrayList<>();
        List<Double> limit = new ArrayList<>();
        for (int round = 0; round < turns.rounds(); round++) {
            double rate = ours.sgemm();
            Contestant.Pace ourPace = ours.run(ourSteps);
            Contestant.Pace theirPace = theirs.run(theirSteps);
            our.add(ourPace.cpu());
            their.add(theirPace.cpu());
            ratios.add(theirPace.cpu() / ourPace.cpu());
            wall.add(theirPace.wall() / ourPace.wall());
            limit.add(ours.flops() / rate / (ourPace.cpu() / 1000));
        }
        String what = model + ", " + size;
        turns.table().add("step", what, "ms of processor time", our);
        turns.table().add("step", what, "of it in Python, times", ratios);
        turns.table().add("step", what, "of the sgemm limit", limit);
        return new Row(
                model,
                size,
                Spread.of(our),
                Spread.of(their),
                Spread.of(ratios),
                Spread.of(wall).median(),
                Spread.of(limit).median(),
                ours.lossDifference(theirs, Grid.COMPARED_STEP),
                ours.end(),
                theirs.end());
    }
}
