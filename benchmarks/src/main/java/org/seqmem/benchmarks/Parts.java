// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs the benchmarks of single parts, with the rows of the shared table. */
@Command(
        name = "parts",
        mixinStandardHelpOptions = true,
        description = "Measures single parts with JMH: each class whose name ends in Benchmark.")
public final class Parts implements Callable<Integer> {

    @Parameters(
            paramLabel = "PATTERN",
            description = "Which ones, as regular expressions; all if there is none.",
            arity = "0..*")
    private List<String> patterns = List.of();

    @Mixin private Table table = new Table();

    private Parts() {}

    /** The command line. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Parts()).execute(arguments));
    }

    @Override
    public Integer call() throws RunnerException, IOException {
        ChainedOptionsBuilder options = new OptionsBuilder();
        patterns.forEach(options::include);
        for (RunResult result : new Runner(options.build()).run()) {
            BenchmarkParams parameters = result.getParams();
            table.add(
                    parameters.getBenchmark().replaceFirst("^.*\\.(\\w+\\.\\w+)$", "$1"),
                    parameters.getParamsKeys().stream()
                            .map(key -> key + " = " + parameters.getParam(key))
                            .collect(Collectors.joining(", ")),
                    result.getPrimaryResult().getScoreUnit(),
                    result.getBenchmarkResults().stream()
                            .flatMap(fork -> fork.getIterationResults().stream())
                            .map(iteration -> iteration.getPrimaryResult().getScore())
                            .toList());
        }
        return 0;
    }
}
