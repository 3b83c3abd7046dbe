// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.seqmem.runtime.provenance.Machine;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Training on fresh data against training on a fixed set: what drawing the data of every step costs
 * the step. Two processes take turns, as in {@link StepComparison}. Data are drawn a step ahead by
 * a thread of its own: the wall time says what that costs where a core is free, the processor time
 * what it costs where none is.
 */
@Command(
        name = "data",
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

    @Option(names = "--rounds", description = "Pairs of turns.", defaultValue = "9")
    private int rounds = 9;

    @Option(
            names = "--turn",
            paramLabel = "SECONDS",
            description = "Length of a turn.",
            defaultValue = "1")
    private double turn = 1;

    @Option(
            names = "--directory",
            description = "The folder of the benchmarks.",
            defaultValue = "benchmarks")
    private Path directory = Path.of("benchmarks");

    @Option(names = "--commit", description = "What is measured.", defaultValue = "unknown")
    private String commit = "unknown";

    private DataComparison() {}

    /** The command line. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new DataComparison()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Machine machine = Machine.here();
        System.out.printf(
                Locale.ROOT,
                "%s, %s, Java %s; commit %s; %s, batches of %d; %d pairs of turns of %.1f s%n%n",
                machine.cpu(),
                machine.os(),
                machine.java(),
                commit,
                model,
                batchSize,
                rounds,
                turn);
        System.out.println(
                "| T | fixed ms | fresh ms | wall ratio | quartiles | processor time ratio |\n"
                        + "|---|---|---|---|---|---|");
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
                                directory.resolve("step.conf").toString(),
                                "cpu",
                                StepWorker.NO_EXCHANGE,
                                "experiment.model={use=" + model + "}",
                                "experiment.task=null",
                                "experiment.task=" + task,
                                "experiment.training.batch-size=" + batchSize)));
    }

    private String compare(int length, Contestant fixed, Contestant fresh) throws IOException {
        int fixedSteps = fixed.stepsInTurn(turn);
        int freshSteps = fresh.stepsInTurn(turn);
        List<Double> fixedWall = new ArrayList<>();
        List<Double> freshWall = new ArrayList<>();
        List<Double> wall = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            Contestant.Pace one = fixed.run(fixedSteps);
            Contestant.Pace other = fresh.run(freshSteps);
            fixedWall.add(one.wall());
            freshWall.add(other.wall());
            wall.add(other.wall() / one.wall());
            cpu.add(other.cpu() / one.cpu());
        }
        Spread ratio = Spread.of(wall);
        return String.format(
                Locale.ROOT,
                "| %d | %.2f | %.2f | **%.3f** | %.3f-%.3f | %.3f |",
                length,
                Spread.of(fixedWall).median(),
                Spread.of(freshWall).median(),
                ratio.median(),
                ratio.low(),
                ratio.high(),
                Spread.of(cpu).median());
    }
}
