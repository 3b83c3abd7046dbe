// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Training on fresh data against training on a fixed set: what drawing the data of every step costs
 * the step. Two processes take turns, as in {@link StepComparison}. Data are drawn a step ahead by
 * a thread of its own: the wall time says what that costs where a core is free, the processor time
 * what it costs where none is.
 */
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Compares training steps on fresh data with those on a fixed set.")
public final class DataComparison implements Callable<Integer> {

    @Option(names = "--model", description = "The model.", defaultValue = "linear-rnn")
    private String model = "linear-rnn";

    @Option(
            names = "--memory",
            description = "The memory function.",
            defaultValue = "{use=polynomial, power=1}")
    private String memory = "{use=polynomial, power=1}";

    @Option(
            names = "--lengths",
            split = ",",
            paramLabel = "T",
            description = "Lengths of the sequences.",
            defaultValue = "128,1024")
    private List<Integer> lengths = List.of();

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            description = "Sequences in a step.",
            defaultValue = "64")
    private int batchSize = 64;

    @Mixin private Turns turns = new Turns();

    private DataComparison() {}

    /** The command line. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DataComparison()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        System.out.println(turns.told(model + ", batches of " + batchSize));
        System.out.println(
                "\n| T | fixed ms | fresh ms | wait for data | wall ratio | quartiles | processor time"
                        + " ratio |\n|---|---|---|---|---|---|---|");
        for (int length : lengths) {
            try (Contestant fixed = start(length, "data=fixed, train-size=1024");
                    Contestant fresh = start(length, "data=fresh")) {
                System.out.println(compare(length, fixed, fresh));
            }
        }
        return 0;
    }

    private Contestant start(int length, String data) throws IOException {
        String task =
                String.format(
                        Locale.ROOT,
                        "{use=linear-functional, sequence-length=%d, %s, validation-size=16,"
                                + " memory=%s}",
                        length,
                        data,
                        memory);
        return Contestant.start(
                Contestant.java(
                        StepWorker.class,
                        List.of(
                                "cpu",
                                StepWorker.NO_EXCHANGE,
                                "experiment.model={use=" + model + "}",
                                "experiment.task=null",
                                "experiment.task=" + task,
                                "experiment.training.batch-size=" + batchSize)));
    }

    private String compare(int length, Contestant fixed, Contestant fresh) throws IOException {
        Turns.Pairs pairs = turns.take(fixed, fresh);
        Spread ratio = Spread.of(pairs.wallRatios());
        turns.table().add("data", "fresh, T = " + length, "of fixed data", pairs.wallRatios());
        return String.format(
                Locale.ROOT,
                "| %d | %.2f | %.2f | %.1f %% | **%.3f** | %.3f-%.3f | %.3f |",
                length,
                Spread.of(pairs.each((one, other) -> one.wall())).median(),
                Spread.of(pairs.each((one, other) -> other.wall())).median(),
                100 * Spread.of(pairs.each((one, other) -> other.waited() / other.wall())).median(),
                ratio.median(),
                ratio.low(),
                ratio.high(),
                Spread.of(pairs.cpuRatios()).median());
    }
}
