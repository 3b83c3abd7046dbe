// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

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
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskPlugin;

/**
 * What drawing one sequence of a linear functional costs: fresh data pays it for every sequence of
 * every step.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DrawBenchmark {

    /** T, the number of time steps. */
    @Param({"64", "128", "1024"})
    private int length;

    private Task task;
    private RandomStreams.Family streams;
    private double[] input;
    private double[] target;
    private long index;

    /** For the benchmark harness, which sets the fields. */
    @SuppressWarnings("NullAway.Init") // set by open(), before any measurement
    public DrawBenchmark() {}

    /** Opens the task by its configuration, as a run does. */
    @Setup
    public void open() {
        task =
                TaskPlugin.open(
                        new Plugins()
                                .<TaskPlugin<?>>use(
                                        TaskPlugin.class,
                                        "linear-functional",
                                        "sequence-length=" + length,
                                        "memory={use=polynomial, power=1}"));
        streams = RandomStreams.of(1).family("data.train");
        input = new double[length];
        target = new double[length];
    }

    /** One sequence from a stream of its own. */
    @Benchmark
    public double[] draw() {
        task.draw(streams.at(index++), input, target);
        return target;
    }
}
