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
import org.seqmem.api.Use;
import org.seqmem.api.metric.ReferenceLine;
import org.seqmem.api.metric.ReferencePlugin;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskPlugin;

/**
 * What a floor costs the driver, which asks for it once for each task and kind of model. Floors
 * remember what they computed, so each is made anew.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FloorBenchmark {

    /** The reference's plugin. */
    @Param({"state-floor", "receptive-field-floor", "attention-floor"})
    private String floor;

    /** T, the number of time steps. */
    @Param({"128", "1024"})
    private int length;

    private Use<ReferencePlugin<?>> reference;
    private Task task;
    private ModelFacts model;

    /** For the benchmark harness, which sets the fields. */
    @SuppressWarnings("NullAway.Init") // set by open(), before any measurement
    public FloorBenchmark() {}

    /** Opens the task, and the facts of a model that the floor binds. */
    @Setup
    public void open() {
        Plugins plugins = new Plugins();
        reference = plugins.use(ReferencePlugin.class, floor);
        task =
                TaskPlugin.open(
                        plugins.<TaskPlugin<?>>use(
                                TaskPlugin.class,
                                "linear-functional",
                                "sequence-length=" + length,
                                "memory={use=polynomial, power=1}"));
        model = ModelPlugin.facts(bound(plugins), task.shape());
        if (line().nmse() < 0) {
            throw new IllegalStateException(floor + " is below zero");
        }
    }

    private Use<ModelPlugin<?>> bound(Plugins plugins) {
        return switch (floor) {
            case "receptive-field-floor" -> plugins.use(ModelPlugin.class, "tcn", "levels=3");
            case "attention-floor" ->
                    plugins.use(
                            ModelPlugin.class, "transformer", "layers=1", "position={use=none}");
            default -> plugins.use(ModelPlugin.class, "linear-rnn", "hidden-size=16");
        };
    }

    /** The line of a reference that knows nothing yet. */
    @Benchmark
    public ReferenceLine line() {
        return ReferencePlugin.open(reference).line(task, model).orElseThrow();
    }
}
