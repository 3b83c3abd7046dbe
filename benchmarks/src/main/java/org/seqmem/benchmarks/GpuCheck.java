// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.training.Devices;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Trains models on the CPU and on a GPU, from the same initial values and on the same batches: the
 * losses must agree. Two processes take turns, as in {@link StepComparison}.
 */
@Command(
        name = "gpu-check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Compares training on a GPU with training on the CPU: losses must agree.",
            "Needs a CUDA device and a libtorch that can use it."
        },
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {
            "0:all losses agree",
            "1:some do not",
            "2:the command line is wrong",
            "3:there is no GPU that the engine can use"
        })
public final class GpuCheck implements Callable<Integer> {

    private static final int DISAGREE = 1;
    private static final int NO_GPU = 3;

    @Mixin private Grid grid = new Grid();

    @Option(names = "--device", description = "The GPU.", defaultValue = "gpu")
    private String device = "gpu";

    @Option(
            names = "--tolerance",
            description = {
                "How far losses may be apart after "
                        + Grid.COMPARED_STEP
                        + " steps, over the loss.",
                "Sums on a GPU have another order, which training amplifies."
            },
            defaultValue = "1e-3")
    private double tolerance = 1e-3;

    @Mixin private Turns turns = new Turns();

    private GpuCheck() {}

    /** The command line. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new GpuCheck()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        try {
            System.out.println(turns.told(Devices.named(device) + " against one CPU thread"));
        } catch (SeqmemException e) {
            if (e.code() != ErrorCode.DEVICE_UNAVAILABLE) {
                throw e;
            }
            System.err.println("nothing was checked: " + e.getMessage());
            return NO_GPU;
        }
        System.out.println(
                "\n| model | B x T x width | CPU ms | GPU ms | GPU/CPU | quartiles | loss differs |\n"
                        + "|---|---|---|---|---|---|---|");
        List<String> apart = new ArrayList<>();
        for (Size size : grid.sizes(Grid.LARGE, Grid.SMALL)) {
            for (String model : grid.models(new Plugins().models())) {
                double difference = compare(model, size);
                if (!(difference <= tolerance)) {
                    apart.add(model + " (" + size + ")");
                }
            }
        }
        if (!apart.isEmpty()) {
            System.err.println(
                    "losses differ by more than " + tolerance + ": " + String.join(", ", apart));
            return DISAGREE;
        }
        return 0;
    }

    private double compare(String model, Size size) throws IOException {
        try (Contestant cpu = start("cpu", model, size);
                Contestant gpu = start(device, model, size)) {
            Turns.Pairs pairs = turns.take(cpu, gpu);
            double difference = gpu.lossDifference(cpu, Grid.COMPARED_STEP);
            Spread ratio = Spread.of(pairs.wallRatios());
            turns.table().add("gpu", model + ", " + size, "of the CPU's time", pairs.wallRatios());
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %.2f | %.2f | **%.3f** | %.3f-%.3f | %.1e |%n",
                    model,
                    size,
                    Spread.of(pairs.each((one, other) -> one.wall())).median(),
                    Spread.of(pairs.each((one, other) -> other.wall())).median(),
                    ratio.median(),
                    ratio.low(),
                    ratio.high(),
                    difference);
            return difference;
        }
    }

    private static Contestant start(String device, String model, Size size) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(device, StepWorker.NO_EXCHANGE));
        arguments.addAll(StepTrial.settings(model, size, Grid.BATCHES));
        return Contestant.start(Contestant.java(StepWorker.class, arguments));
    }
}
