// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The training loop against a bare one that takes the same steps: what everything around the step
 * costs. Two processes take turns, as in {@link StepComparison}. Where a process puts its memory
 * moves its pace by some percent for as long as it lives, so several pairs of them are started.
 */
@Command(
        name = "loop",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Compares the training loop with a bare DJL loop of the same model.")
public final class LoopComparison implements Callable<Integer> {

    @Mixin private Grid grid = new Grid();

    @Option(
            names = "--starts",
            description = "How often both processes are started anew.",
            defaultValue = "3")
    private int starts = 3;

    @Mixin private Turns turns = new Turns();

    private LoopComparison() {}

    /** The command line. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LoopComparison()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        System.out.println(turns.told("milliseconds of processor time per step"));
        System.out.println(
                "\n| model | B x T x width | bare ms | loop ms | ratio | quartiles | wall ratio |"
                        + " loss differs |\n|---|---|---|---|---|---|---|---|");
        for (Size size : grid.sizes(Grid.LARGE, Grid.SMALL)) {
            List<Double> ratios = new ArrayList<>();
            for (String model : grid.models(Grid.FAMILIES)) {
                ratios.add(compare(model, size));
            }
            System.out.printf(
                    Locale.ROOT,
                    "| geometric mean | %s | | | **%.3f** | | | |%n",
                    size,
                    Spread.geometricMean(ratios));
        }
        return 0;
    }

    private double compare(String model, Size size) throws IOException {
        List<String> settings = StepTrial.settings(model, size, Grid.BATCHES);
        List<String> worker = new ArrayList<>(List.of("cpu", StepWorker.NO_EXCHANGE));
        worker.addAll(settings);
        Turns.Pairs pairs = new Turns.Pairs(List.of(), List.of());
        double difference = 0;
        for (int start = 0; start < starts; start++) {
            try (Contestant bare = Contestant.start(Contestant.java(BareWorker.class, settings));
                    Contestant loop = Contestant.start(Contestant.java(StepWorker.class, worker))) {
                pairs = pairs.and(turns.take(bare, loop));
                difference = Math.max(difference, loop.lossDifference(bare, Grid.COMPARED_STEP));
            }
        }
        turns.table().add("loop", model + ", " + size, "of a bare loop", pairs.cpuRatios());
        Spread ratio = Spread.of(pairs.cpuRatios());
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.3f | %.3f | **%.3f** | %.3f-%.3f | %.3f | %.1e |%n",
                model,
                size,
                Spread.of(pairs.each((bare, loop) -> bare.cpu())).median(),
                Spread.of(pairs.each((bare, loop) -> loop.cpu())).median(),
                ratio.median(),
                ratio.low(),
                ratio.high(),
                Spread.of(pairs.wallRatios()).median(),
                difference);
        return ratio.median();
    }
}
