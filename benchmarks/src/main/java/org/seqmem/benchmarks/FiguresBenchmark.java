// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
import org.seqmem.runtime.report.ExperimentRecord;
import org.seqmem.runtime.report.figure.Figure;
import org.seqmem.runtime.report.figure.FigureFiles;
import org.seqmem.runtime.report.gallery.Curves;
import org.seqmem.runtime.report.gallery.Gallery;

/** What the figures of a report cost. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {WorkerJvm.HEADLESS})
public class FiguresBenchmark {

    /** Trials of the experiment, all of them ended. */
    @Param({"100", "10000"})
    private int trials;

    private StoredExperiment experiment;
    private ExperimentRecord record;
    private Curves curves;
    private Figure first;

    /** For the benchmark harness, which sets the fields. */
    @SuppressWarnings("NullAway.Init") // set by open(), before any measurement
    public FiguresBenchmark() {}

    /** Fills a store and reads what a report reads. */
    @Setup
    public void open() throws IOException {
        experiment = new StoredExperiment(trials);
        record =
                ExperimentRecord.read(
                        experiment.store(), experiment.name(), Optional.of(experiment.plan()));
        curves = Curves.read(record, experiment.store(), experiment.runs());
        first = figures().get(0);
    }

    /** Removes them. */
    @TearDown
    public void close() throws IOException {
        experiment.close();
    }

    /** All figures of the report. */
    @Benchmark
    public List<Figure> figures() {
        return new Gallery(record, curves).figures();
    }

    /** One of them as SVG and PNG. */
    @Benchmark
    public List<Path> draw() throws IOException {
        return FigureFiles.draw(first, Files.createDirectories(experiment.runs()));
    }
}
