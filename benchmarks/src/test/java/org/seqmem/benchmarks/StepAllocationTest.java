// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.seqmem.runtime.training.Checkpoints;
import org.seqmem.runtime.training.TrainingLoop;

/**
 * Guards the speed of training steps without a clock: every operation of the engine leaves some
 * hundred bytes on the Java heap, so what a step allocates tells how many it makes. It is counted
 * in additions of two arrays, measured in the same process, and so does not depend on how large
 * objects are in this virtual machine. The machine may be as busy as it likes. A layer that
 * computes in Java counts by the bytes of its arrays instead, and so more than its operations: rnn,
 * gru, tcn, s4d, stable-ssm, mamba.
 */
class StepAllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int FIRST_STEPS = 3;
    private static final int STEPS = 6;
    private static final Size SIZE = new Size(4, 16, 16);

    /** Far more than the count varies by, far less than an operation for each time step makes. */
    private static final double SLACK = 0.10;

    /**
     * Additions whose worth a step allocates. When a step needs fewer, the test says so too, so
     * that what was won stays: write the new count here. Recorded by this test.
     */
    private static final Map<String, Integer> RECORDED =
            Map.ofEntries(
                    Map.entry("gru", 222),
                    Map.entry("linear-rnn", 139),
                    Map.entry("long-conv", 44),
                    Map.entry("lru", 481),
                    Map.entry("lssl", 350),
                    Map.entry("lstm", 48),
                    Map.entry("mamba", 2262),
                    Map.entry("mamba-2", 372),
                    Map.entry("rnn", 152),
                    Map.entry("s4", 742),
                    Map.entry("s4d", 1288),
                    Map.entry("s5", 580),
                    Map.entry("stable-ssm", 1287),
                    Map.entry("tcn", 582),
                    Map.entry("transformer", 473));

    @Test
    void stepsMakeNoMoreOperationsThanRecorded() {
        double addition = addition();
        Map<String, Integer> counted = new TreeMap<>();
        List<String> apart = new ArrayList<>();
        for (String model : new Plugins().models()) {
            int count = (int) Math.round(step(model) / addition);
            counted.put(model, count);
            int recorded = RECORDED.getOrDefault(model, 0);
            if (Math.abs(count - recorded) > SLACK * recorded) {
                apart.add(model + ": " + count + " instead of " + recorded);
            }
        }
        assertThat(apart).as("counted were %s", counted).isEmpty();
    }

    /** Bytes of a step of a training loop. */
    private static double step(String model) {
        try (StepTrial trial = new StepTrial(StepTrial.settings(model, SIZE, STEPS), "cpu")) {
            TrainingLoop loop = trial.loop();
            run(loop, FIRST_STEPS);
            long begin = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            run(loop, STEPS);
            return (double)
                            (THREADS.getThreadAllocatedBytes(Thread.currentThread().getId())
                                    - begin)
                    / STEPS;
        }
    }

    private static void run(TrainingLoop loop, int steps) {
        int[] left = {steps};
        loop.run(point -> {}, Checkpoints.NONE, () -> left[0]-- == 0);
    }

    /** Bytes of an addition whose result goes with its manager, as in a step. */
    private static double addition() {
        int count = 1000;
        try (StepTrial trial = new StepTrial(List.of(), "cpu")) {
            for (int round = 0; ; round++) {
                long begin = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
                try (NDManager scope = trial.manager().newSubManager()) {
                    NDArray one = scope.ones(new Shape(4, 16));
                    for (int i = 0; i < count; i++) {
                        one.add(one);
                    }
                }
                if (round > 0) {
                    return (double)
                                    (THREADS.getThreadAllocatedBytes(Thread.currentThread().getId())
                                            - begin)
                            / count;
                }
            }
        }
    }
}
