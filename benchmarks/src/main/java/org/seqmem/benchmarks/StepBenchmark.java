// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.seqmem.runtime.training.Checkpoints;
import org.seqmem.runtime.training.TrainingEnd;
import org.seqmem.runtime.training.TrainingLoop;

/**
 * What one training step of every model costs, in the training loop of a worker: forward, backward
 * and update.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {
            WorkerJvm.HEAP,
            WorkerJvm.COLLECTOR,
            WorkerJvm.YOUNG,
            WorkerJvm.OFFLINE,
            WorkerJvm.ONE_THREAD,
            WorkerJvm.ONE_POOL
        })
public class StepBenchmark {

    /** As often as the loop reads the loss back. */
    private static final int STEPS = 25;

    private static final int BATCHES = 32;

    /** The model's plugin. */
    @Param({
        "rnn",
        "lstm",
        "gru",
        "linear-rnn",
        "tcn",
        "long-conv",
        "transformer",
        "s4d",
        "s4",
        "s5",
        "lru",
        "lssl",
        "stable-ssm",
        "mamba",
        "mamba-2"
    })
    private String model;

    /** Batch, length and width. */
    @Param("16x32x16")
    private String size;

    private StepTrial trial;
    private TrainingLoop loop;
    private int left;

    /** For the benchmark harness, which sets the fields. */
    @SuppressWarnings("NullAway.Init") // set by open(), before any measurement
    public StepBenchmark() {}

    /** Makes model, data and optimiser. */
    @Setup
    public void open() {
        trial = new StepTrial(StepTrial.settings(model, Size.of(size), BATCHES), "cpu");
        loop = trial.loop();
    }

    /** Frees them. */
    @TearDown
    public void close() {
        trial.close();
    }

    /** Some steps of the training, which then goes on where it stopped. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public TrainingEnd step() {
        left = STEPS;
        return loop.run(point -> {}, Checkpoints.NONE, () -> left-- == 0);
    }
}
