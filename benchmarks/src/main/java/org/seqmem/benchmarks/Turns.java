// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;
import picocli.CommandLine.Mixin;
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

    @Mixin private Table table = new Table();

    /** Two contestants' turns, neighbours at the same place. */
    record Pairs(List<Contestant.Pace> ones, List<Contestant.Pace> others) {

        /** The pairs of both. */
        Pairs and(Pairs more) {
            List<Contestant.Pace> allOnes = new ArrayList<>(ones);
            List<Contestant.Pace> allOthers = new ArrayList<>(others);
            allOnes.addAll(more.ones);
            allOthers.addAll(more.others);
            return new Pairs(allOnes, allOthers);
        }

        /** Something of each pair. */
        List<Double> each(ToDoubleBiFunction<Contestant.Pace, Contestant.Pace> function) {
            List<Double> values = new ArrayList<>();
            for (int i = 0; i < ones.size(); i++) {
                values.add(function.applyAsDouble(ones.get(i), others.get(i)));
            }
            return values;
        }

        /** Wall-clock time of the other for that of the one. */
        List<Double> wallRatios() {
            return each((one, other) -> other.wall() / one.wall());
        }

        /** Processor time of the other for that of the one. */
        List<Double> cpuRatios() {
            return each((one, other) -> other.cpu() / one.cpu());
        }
    }

    /** Lets two warm up, and then take turns. */
    Pairs take(Contestant one, Contestant other) throws IOException {
        int steps = one.stepsInTurn(seconds);
        int otherSteps = other.stepsInTurn(seconds);
        Pairs pairs = new Pairs(new ArrayList<>(), new ArrayList<>());
        for (int round = 0; round < rounds; round++) {
            pairs.ones.add(one.run(steps));
            pairs.others.add(other.run(otherSteps));
        }
        return pairs;
    }

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

    /** Where rows go. */
    Table table() {
        return table;
    }

    /** The machine, what is measured, and how: the line above a table. */
    String told(String what) {
        return String.format(
                Locale.ROOT,
                "%s; %s; %d pairs of turns of %.1f s",
                table.told(),
                what,
                rounds,
                seconds);
    }
}
