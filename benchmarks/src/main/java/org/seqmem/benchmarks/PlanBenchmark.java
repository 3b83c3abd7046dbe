// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.seqmem.runtime.cli.Console;
import org.seqmem.runtime.config.ExperimentFile;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.Planner;
import org.seqmem.runtime.wiring.Wiring;

/** What reading an experiment and making its plan costs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PlanBenchmark {

    /** Trials of the experiment. */
    @Param({"100", "10000"})
    private int trials;

    private Planner planner;
    private String text;

    /** For the benchmark harness, which sets the fields. */
    @SuppressWarnings("NullAway.Init") // set by open(), before any measurement
    public PlanBenchmark() {}

    /** Finds the plugins. */
    @Setup
    public void open() {
        planner = new Wiring(Console.nowhere()).get(Planner.class);
        text = ManyTrials.ofTrials(trials).experiment();
    }

    /** From text to plan. */
    @Benchmark
    public Plan plan() {
        return planner.plan(ExperimentFile.parse(text, List.of()));
    }
}
