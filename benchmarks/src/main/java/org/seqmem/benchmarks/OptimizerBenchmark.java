// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import ai.djl.ndarray.NDManager;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.training.Optimizer;
import org.seqmem.api.training.OptimizerPlugin;
import org.seqmem.api.training.TrainableParameter;
import org.seqmem.runtime.training.TrainingLoop;

/** What one update of every optimiser costs, for few parameters and for many. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
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
public class OptimizerBenchmark {

    /** The optimiser's plugin. */
    @Param({"adam", "adam-w", "sgd"})
    private String optimizer;

    /** Whose parameters: six arrays of an LSTM, some thirty of a transformer. */
    @Param({"lstm", "transformer"})
    private String model;

    /** Batch, length and width. */
    @Param({"16x32x16", "128x128x64"})
    private String size;

    private StepTrial trial;
    private Optimizer made;
    private double rate;
    private long step;

    /** For the benchmark harness, which sets the fields. */
    @SuppressWarnings("NullAway.Init") // set by open(), before any measurement
    public OptimizerBenchmark() {}

    /** Makes the parameters, with gradients of zeros, and the optimiser. */
    @Setup
    public void open() {
        trial = new StepTrial(StepTrial.settings(model, Size.of(size), 1), "cpu");
        // the loop gives every parameter its gradient
        TrainingLoop unused = trial.loop();
        List<TrainableParameter> parameters =
                trial.model().arrays().entrySet().stream()
                        .map(
                                entry ->
                                        new TrainableParameter(
                                                entry.getKey(),
                                                entry.getValue(),
                                                ParameterGroup.REGULAR))
                        .toList();
        made =
                OptimizerPlugin.open(
                        new Plugins().<OptimizerPlugin<?>>use(OptimizerPlugin.class, optimizer),
                        parameters);
        rate = made.learningRate();
    }

    /** Frees them. */
    @TearDown
    public void close() {
        trial.close();
    }

    /** One update. */
    @Benchmark
    public void update() {
        try (NDManager scope = trial.manager().newSubManager()) {
            trial.model().lendTo(scope);
            made.update(++step, rate);
        }
    }
}
