// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
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
import org.seqmem.api.launch.WorkTimes;
import org.seqmem.runtime.trial.worker.Message;
import org.seqmem.runtime.trial.worker.MessageWriter;
import org.seqmem.runtime.trial.worker.Stopwatch;

/**
 * What being timed costs a worker: a step, by reading clocks and adding up; a second, by telling
 * the driver. The shortest step of an experiment that is worth running takes half a millisecond.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StopwatchBenchmark {

    private static final String TRIAL = "3fa91c0d22be";

    private final MessageWriter driver = new MessageWriter(OutputStream.nullOutputStream());
    private final Stopwatch watch = new Stopwatch(this::tell, System::nanoTime);

    /** For the benchmark harness. */
    public StopwatchBenchmark() {}

    /** All that a step pays, as the training loop does it. */
    @Benchmark
    public void step() {
        long begin = System.nanoTime();
        long asked = System.nanoTime();
        watch.spent(WorkTimes.Part.DATA_WAIT, System.nanoTime() - asked);
        watch.spent(WorkTimes.Part.STEP, System.nanoTime() - begin);
    }

    /** All that a second pays: steps of many lengths are told. */
    @Benchmark
    public void second() {
        for (Duration bound : Stopwatch.bounds()) {
            watch.spent(WorkTimes.Part.STEP, bound.toNanos());
        }
        watch.spent(WorkTimes.Part.DATA_WAIT, 1);
        watch.spent(WorkTimes.Part.VALIDATION, 1);
        watch.spent(WorkTimes.Part.CHECKPOINT, 1);
        watch.tell();
    }

    private void tell(WorkTimes times) {
        try {
            driver.write(new Message.Timed(TRIAL, times));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
