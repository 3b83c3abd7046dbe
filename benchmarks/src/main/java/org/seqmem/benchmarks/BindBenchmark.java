// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.seqmem.api.Use;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.TaskPlugin;

/** What binding a block of an experiment to the record of its plugin costs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BindBenchmark {

    private final Plugins plugins = new Plugins();

    /** For the benchmark harness. */
    public BindBenchmark() {}

    /** A block with a plugin inside. */
    @Benchmark
    public Use<TaskPlugin<?>> task() {
        return plugins.use(
                TaskPlugin.class,
                "linear-functional",
                "sequence-length=64",
                "memory={use=exponential, rate=0.1}");
    }

    /** A block of plain keys. */
    @Benchmark
    public Use<ModelPlugin<?>> model() {
        return plugins.use(ModelPlugin.class, "s4d", "model-size=32", "state-size=32");
    }
}
