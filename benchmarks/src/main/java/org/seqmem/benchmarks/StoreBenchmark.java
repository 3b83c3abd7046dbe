// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;
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
import org.seqmem.runtime.store.ExperimentTrial;
import org.seqmem.runtime.store.StoredTrial;
import org.seqmem.runtime.store.TrialEnd;

/** What the store costs, with an experiment in it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StoreBenchmark {

    /** Trials of the experiment, all of them ended. */
    @Param({"100", "10000"})
    private int trials;

    private StoredExperiment experiment;
    private StoredTrial one;
    private List<String> ids;

    /** For the benchmark harness, which sets the fields. */
    @SuppressWarnings("NullAway.Init") // set by open(), before any measurement
    public StoreBenchmark() {}

    /** Fills a store. */
    @Setup
    public void open() throws IOException {
        experiment = new StoredExperiment(trials);
        one = experiment.store().endedTrialsOf(experiment.name()).get(0);
        ids =
                experiment.store().trialsOf(experiment.name()).stream()
                        .map(ExperimentTrial::trialId)
                        .toList();
    }

    /** Removes it. */
    @TearDown
    public void close() throws IOException {
        experiment.close();
    }

    /** Records the end of a trial, durably. */
    @Benchmark
    public void record() {
        experiment.store().record(one);
    }

    /** Finds which trials have ended: what a run begins with. */
    @Benchmark
    public Map<String, TrialEnd> ends() {
        return experiment.store().ends(ids);
    }

    /** Reads the whole experiment: what a report begins with. */
    @Benchmark
    public List<ExperimentTrial> trials() {
        return experiment.store().trialsOf(experiment.name());
    }
}
